package dev.weir.chaos.workload;

import dev.weir.client.WeirClient;

/**
 * Where sessions are at home.
 *
 * @param region its number
 * @param client what they ask
 */
public record Home(int region, WeirClient client) {}
