package dev.weir.chaos.bench.load;

/**
 * Weir, or what a user would pick instead.
 *
 * @param name as the report calls it
 */
public record Side(String name, Requests requests) {}
