package dev.weir.chaos.drill;

/** A drill is broken off. */
final class Aborted extends Exception {

  Aborted(String why) {
    super(why);
  }
}
