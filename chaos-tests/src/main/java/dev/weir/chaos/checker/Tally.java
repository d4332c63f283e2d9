package dev.weir.chaos.checker;

/**
 * How often an invariant was looked at.
 *
 * @param judged how many of what it is about could have violated it; what each counts is said at
 *     {@link Checkers}. With 0 the invariant was not checked at all
 * @param violated how many did
 */
public record Tally(long judged, long violated) {

  static final Tally NONE = new Tally(0, 0);
}
