package dev.weir.chaos.checker;

/** What a history may violate, under the number that the drills know it by. */
public enum Invariant {
  LOST_WRITE("I1", "what was acknowledged long ago is not read"),
  RESURRECTED("I2", "what was deleted long ago is read"),
  READ_YOUR_WRITES("I4", "a session does not read what it wrote"),
  MONOTONIC_READS("I5", "a session reads what is older than what it read"),
  WHOLE_PAGE("I6", "a page lacks, repeats, misplaces or disorders messages"),
  OWN_VALUE("I7", "a message says what its writer never wrote"),
  HANDED_OVER("I9", "a session reads what is older than what it was handed"),
  STALE_STRONG("I20", "a strong read lacks what was acknowledged before it");

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
