package dev.weir.node.ingest;

import dev.weir.messages.AppendAll;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Message;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Appends messages in requests as large as allowed. A request that is refused for what it holds is
 * cut in two until only the offenders are left.
 */
final class Appender {

  private final Requests requests;

  Appender(Requests requests) {
    this.requests = requests;
  }

  /** The batch in parts that each fit in one request. */
  static List<Batch> parts(Batch batch) {
    List<Batch> parts = new ArrayList<>();
    int start = 0;
    long bytes = 0;
    List<Pending> all = batch.messages();
    for (int i = 0; i < all.size(); i++) {
      int size = all.get(i).message().body().bytes();
      boolean isFull = i - start == AppendAll.MAX_MESSAGES || bytes + size > AppendAll.MAX_BYTES;
      if (isFull && i > start) {
        parts.add(batch.with(all.subList(start, i)));
        start = i;
        bytes = 0;
      }
      bytes += size;
    }
    if (start < all.size()) {
      parts.add(batch.with(all.subList(start, all.size())));
    }
    return parts;
  }

  /**
   * Appends one part. Blocks.
   *
   * @param refused told of messages that no node takes
   */
  void append(Batch part, Consumer<Rejection> refused) {
    try {
      var _ = requests.ask(request(part.id(), part.messages()));
    } catch (WeirException failure) {
      if (!isAboutContent(failure.code())) {
        throw failure;
      }
      int size = part.messages().size();
      if (size == 1) {
        Pending offender = part.messages().getFirst();
        refused.accept(
            new Rejection(offender.line(), failure.code() + ": " + failure.getMessage()));
      } else {
        append(part.with(part.messages().subList(0, size / 2)), refused);
        append(part.with(part.messages().subList(size / 2, size)), refused);
      }
    }
  }

  private static AppendAll request(ChannelId channel, List<Pending> pending) {
    List<Message> messages = new ArrayList<>(pending.size());
    for (Pending each : pending) {
      messages.add(each.message());
    }
    return new AppendAll(channel, messages);
  }

  private static boolean isAboutContent(ErrorCode code) {
    return code == ErrorCode.CONTENT_TOO_LARGE
        || code == ErrorCode.TIMESTAMP_IN_FUTURE
        || code == ErrorCode.INVALID_ARGUMENT
        || code == ErrorCode.FRAME_TOO_LARGE;
  }
}
