package dev.weir.chaos.sim.stage;

import dev.weir.messages.Ticker;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is asked on one connection and what is answered there, by the bytes that pass: each request
 * has one answer (I13), but for the wish to be told of tables, which has as many as there are.
 */
final class Dialogue {

  private static final int TYPE_AT = 5;
  private static final int ID_AT = 6;
  private static final int LEFT_AT = 14;
  private static final int FOLLOW_TABLE = 4;

  private final Ticker ticker;
  private final FrameHeads asked = new FrameHeads(this::asked);
  private final FrameHeads answered = new FrameHeads(this::answered);

  /** When the time of those without an answer is over. */
  private final Map<Long, Long> open = new HashMap<>();

  private final Set<Long> following = new HashSet<>();
  private long requests;
  private long repeated;
  private boolean over;

  Dialogue(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Bytes have come to the node. */
  void came(ByteBuffer bytes) {
    asked.take(bytes);
  }

  /** Bytes have left it. */
  void left(ByteBuffer bytes) {
    answered.take(bytes);
  }

  private void asked(ByteBuffer head) {
    long id = head.getLong(ID_AT);
    if (head.get(TYPE_AT) == FOLLOW_TABLE) {
      following.add(id);
    } else {
      requests++;
      long leftMillis = Integer.toUnsignedLong(head.getInt(LEFT_AT));
      open.put(id, ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(leftMillis));
    }
  }

  private void answered(ByteBuffer head) {
    long id = head.getLong(ID_AT);
    if (!over && id != 0 && !following.contains(id) && open.remove(id) == null) {
      repeated++;
    }
  }

  /** The connection is gone: what is open has no answer any more. */
  void ended() {
    over = true;
    open.clear();
  }

  long requests() {
    return requests;
  }

  /** Answers that nobody waited for any more. */
  long repeated() {
    return repeated;
  }

  /** Requests that should have been answered at some moment or before. */
  long unansweredAt(long nanos) {
    return open.values().stream().filter(end -> end - nanos < 0).count();
  }
}
