package dev.weir.node.ingest;

import dev.weir.messages.Body;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some successive lines: what is asked, written and remembered together. */
final class Window {

  private final Map<ChannelId, Batch> batches = new LinkedHashMap<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private long lines;
  private long messages;
  private long bytes;

  /** Counts a line that was read, whatever it holds. */
  void count(int length) {
    lines++;
    bytes += length;
  }

  void add(long line, TrackedChannel channel, MessageId id, Entry entry) {
    ChannelId channelId = new ChannelId(entry.channel().id());
    Message message =
        Message.created(
            id, entry.author().id(), new Body(entry.content(), entry.author().payload()));
    batches
        .computeIfAbsent(channelId, fresh -> Batch.of(fresh, channel))
        .messages()
        .add(new Pending(line, message));
    messages++;
  }

  void reject(long line, String reason) {
    rejections.add(new Rejection(line, reason));
  }

  /** Lines read: empty and rejected ones too. */
  long lines() {
    return lines;
  }

  /** Bytes of those lines. */
  long bytes() {
    return bytes;
  }

  /** Messages that the lines hold, rejected lines aside. */
  long messages() {
    return messages;
  }

  Collection<Batch> batches() {
    return batches.values();
  }

  List<Rejection> rejections() {
    return rejections;
  }
}
