package dev.weir.node.store;

import dev.weir.messages.Message;
import java.util.List;

/**
 * What a walk through a channel in one direction found.
 *
 * @param messages in the order of the walk
 * @param end why the walk ended
 * @param edge the last id that the walk has seen to: nothing up to it is missing from the messages
 */
record Stretch(List<Message> messages, End end, long edge) {

  /** Why a walk ended. */
  enum End {
    /** There is nothing further in its direction. */
    NOTHING_FURTHER,
    /** It has as many messages as were asked for; more may follow. */
    FULL,
    /** It met a limit of rows, bytes, reads or time; more may follow. */
    CUT
  }

  Stretch {
    messages = List.copyOf(messages);
  }

  boolean isCut() {
    return end == End.CUT;
  }
}
