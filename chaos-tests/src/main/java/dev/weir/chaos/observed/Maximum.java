package dev.weir.chaos.observed;

/**
 * Something that has a configured maximum (I11).
 *
 * @param name of the limit, such as {@code limits.in-flight}
 * @param where such as a node's name
 * @param configured the most that there may be
 * @param highest the most that there ever was
 */
public record Maximum(String name, String where, long configured, long highest) {}
