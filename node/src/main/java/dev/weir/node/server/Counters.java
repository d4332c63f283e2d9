package dev.weir.node.server;

import dev.weir.messages.ErrorCode;
import java.util.concurrent.atomic.LongAdder;

/** What a server counts; read by its metrics. */
final class Counters {

  private final LongAdder answered = new LongAdder();
  private final LongAdder sharedAnswers = new LongAdder();
  private final LongAdder sharedBytes = new LongAdder();
  private final LongAdder[] refused = new LongAdder[ErrorCode.values().length];

  Counters() {
    for (int i = 0; i < refused.length; i++) {
      refused[i] = new LongAdder();
    }
  }

  void answered() {
    answered.increment();
  }

  /** One of the answers was so many bytes that others get as well. */
  void shared(int bytes) {
    sharedAnswers.increment();
    sharedBytes.add(bytes);
  }

  /** A connection was refused or cut for this reason. */
  void refused(ErrorCode code) {
    refused[code.ordinal()].increment();
  }

  long answers() {
    return answered.sum();
  }

  long sharedAnswers() {
    return sharedAnswers.sum();
  }

  long sharedBytes() {
    return sharedBytes.sum();
  }

  long refusals(ErrorCode code) {
    return refused[code.ordinal()].sum();
  }
}
