package dev.weir.chaos.history;

import java.util.List;

/** What an operation did, or tried to. */
public sealed interface Action {

  /**
   * A message was appended, edited or deleted.
   *
   * @param version {@link Version#APPENDED}, that of an edit, or {@link Version#DELETED}
   */
  record Write(long message, int version) implements Action {}

  /**
   * A page or one message was read.
   *
   * @param sightings in the order of the answer
   */
  record Read(Coverage coverage, List<Sighting> sightings) implements Action {

    /** Of which no answer came. */
    public static final Read UNANSWERED = new Read(Coverage.NOTHING, List.of());

    public Read {
      sightings = List.copyOf(sightings);
    }
  }

  /** A session was handed all that another one had seen. */
  record TakeOver(int from) implements Action {}
}
