package dev.weir.chaos.checker;

/**
 * What a run may violate, under the number that the drills know it by. I16, that nothing
 * unauthorised succeeds, is not among them: there is no authorisation yet.
 */
public enum Invariant {
  LOST_WRITE("I1", "what was acknowledged is not there"),
  RESURRECTED("I2", "what was deleted is there again"),
  STRONG_ORDER("I3", "strong reads and writes of a message fit into no order"),
  READ_YOUR_WRITES("I4", "a session does not read what it wrote"),
  MONOTONIC_READS("I5", "a session reads what is older than what it read"),
  WHOLE_PAGE("I6", "a page lacks, misplaces or disorders messages"),
  OWN_VALUE("I7", "a message says what its writer never wrote"),
  EFFECT_OF_ONE("I8", "a repeated request has a second effect"),
  HANDED_OVER("I9", "a session reads what is older than what it was handed"),
  EPOCHS("I10", "an epoch goes back, or leads where a newer one was seen"),
  MAXIMUM("I11", "there is more than the configured maximum"),
  RECOVERED("I12", "it is not well by itself after the last fault"),
  ONE_OUTCOME("I13", "a request has no outcome by its deadline, or more than one"),
  HONEST_OUTCOME("I14", "what was reported failed is there"),
  STORM("I15", "a storm on one channel hurts others"),
  AMPLIFICATION("I17", "the database reads more than there are flights, or too much is retried"),
  SAME_TABLE("I18", "members do not agree on the range table"),
  UNTOUCHED("I19", "a fault hurts channels that it does not touch"),
  STALE_STRONG("I20", "a strong read lacks what was acknowledged before it"),
  UNDECLARED("I20", "a degraded answer lacks what it does not own up to");

  private final String number;
  private final String meaning;

  Invariant(String number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public String number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }
}
