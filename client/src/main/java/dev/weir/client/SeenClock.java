package dev.weir.client;

import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Found;
import dev.weir.messages.HybridClock;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the client's clock from running behind what answers show, so that what is written after
 * something was read sorts after it. Fed by the I/O thread, read by any.
 *
 * <p>Every answer's clock counts. What a message shows counts unless it lies further ahead of the
 * answer's own clock than nodes accept from any writer: one message imported with a wrong date
 * would otherwise date all that is written by those who saw it.
 */
final class SeenClock {

  private static final long MAX_AHEAD_MICROS = TimeUnit.MINUTES.toMicros(1);

  /** Beyond it nothing can be written; far enough before what overflows. */
  private static final Instant END_OF_TIME = MessageId.MAX.time();

  private final HybridClock clock;
  private volatile long seenMicros;

  SeenClock(HybridClock clock) {
    this.clock = clock;
  }

  /** The latest time that any answer showed, in microseconds since 1970; 0 before the first. */
  long seenMicros() {
    return seenMicros;
  }

  void observe(ResponseFrame frame) {
    long now = frame.clockMicros();
    if (now < 0 || now > MessageId.MAX.unixMicros()) {
      return;
    }
    see(now);
    Reply reply = frame.reply();
    if (reply instanceof Reply.Named named) {
      observe(named.id(), now);
    } else if (reply instanceof Reply.Answered answered) {
      if (answered.answer() instanceof Page page) {
        page.messages().forEach(message -> observe(message, now));
      } else if (answered.answer() instanceof Found found) {
        found.message().ifPresent(message -> observe(message, now));
      }
    }
  }

  private void observe(Message message, long now) {
    observe(message.id(), now);
    message
        .editedAt()
        .filter(at -> at.isAfter(Instant.EPOCH) && at.isBefore(END_OF_TIME))
        .ifPresent(at -> seeUnlessFarAhead(ChronoUnit.MICROS.between(Instant.EPOCH, at), now));
  }

  private void observe(MessageId id, long now) {
    // To the end of its millisecond: the next id must not fall into the same one.
    seeUnlessFarAhead(id.unixMicros() + TimeUnit.MILLISECONDS.toMicros(1) - 1, now);
  }

  private void seeUnlessFarAhead(long micros, long now) {
    if (micros - now <= MAX_AHEAD_MICROS) {
      see(micros);
    }
  }

  private void see(long micros) {
    if (micros > seenMicros) {
      seenMicros = micros;
      clock.observe(micros);
    }
  }
}
