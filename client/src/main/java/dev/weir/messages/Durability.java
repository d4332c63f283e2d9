package dev.weir.messages;

import java.util.Arrays;
import java.util.Optional;

/** What must hold before a write is acknowledged. */
public enum Durability {
  /**
   * A quorum of one region keeps it. A region that is lost for ever takes along what had not yet
   * reached the others.
   */
  REGION(1),
  /**
   * A quorum of every region keeps it, but for regions that an operator has declared lost. While
   * one that is not declared lost cannot be reached, such writes fail.
   */
  EVERY_REGION(2);

  private final int number;

  Durability(int number) {
    this.number = number;
  }

  /** The durability on the wire. */
  public int number() {
    return number;
  }

  /** The durability with this number, if this version knows it. */
  public static Optional<Durability> of(int number) {
    return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
  }
}
