package dev.weir.chaos.history;

/**
 * A message on a page.
 *
 * @param version as its content says, {@link Version#FOREIGN} if nobody ever wrote such content
 */
public record Sighting(long message, int version) {}
