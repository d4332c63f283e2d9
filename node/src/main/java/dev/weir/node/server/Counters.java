package dev.weir.node.server;

import dev.weir.messages.ErrorCode;
import java.util.concurrent.atomic.LongAdder;

/** What a server counts; read by its metrics. */
final class Counters {

  private final LongAdder answered = new LongAdder();
  private final LongAdder[] refused = new LongAdder[ErrorCode.values().length];

  Counters() {
    for (int i = 0; i < refused.length; i++) {
      refused[i] = new LongAdder();
    }
  }

  void answered() {
    answered.increment();
  }

  /** A connection was refused or cut for this reason. */
  void refused(ErrorCode code) {
    refused[code.ordinal()].increment();
  }

  long answers() {
    return answered.sum();
  }

  long refusals(ErrorCode code) {
    return refused[code.ordinal()].sum();
  }
}
