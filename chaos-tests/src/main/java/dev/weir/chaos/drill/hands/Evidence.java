package dev.weir.chaos.drill.hands;

/**
 * What was seen of something that was done.
 *
 * @param what was done
 * @param seen whether it was seen to be so
 * @param told by whom it was done to, in its own words
 */
public record Evidence(String what, boolean seen, String told) {}
