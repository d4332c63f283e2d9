package dev.weir.chaos.sim;

/**
 * Something that must not be.
 *
 * @param invariant such as {@code I2}
 * @param told what was seen, for people; may have several lines
 */
public record Breach(String invariant, String told) {}
