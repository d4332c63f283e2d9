package dev.weir.messages;

import dev.weir.topology.ChannelId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Stores several messages of a channel: for imports and backfills.
 *
 * @param messages never edited ones, 1 to {@value #MAX_MESSAGES}, {@link #MAX_BYTES} in all
 */
public record AppendAll(ChannelId channel, List<Message> messages)
    implements Request<Acknowledged> {

  /** The most messages in one request. */
  public static final int MAX_MESSAGES = 500;

  /** The most bytes of bodies in one request: so that it fits in a frame. */
  public static final int MAX_BYTES = 768 * 1024;

  public AppendAll {
    messages = List.copyOf(messages);
    if (messages.isEmpty() || messages.size() > MAX_MESSAGES) {
      throw WeirException.invalid(
          "%d messages: append 1 to %d at once".formatted(messages.size(), MAX_MESSAGES));
    }
    long bytes = 0;
    for (Message message : messages) {
      bytes += message.body().bytes();
      WeirException.requireValid(message.id());
      if (message.editedAt().isPresent()) {
        throw WeirException.invalid(
            "message %s: append it first, then edit it".formatted(message.id()));
      }
    }
    if (bytes > MAX_BYTES) {
      throw WeirException.invalid(
          "%d bytes of bodies: append up to %d at once".formatted(bytes, MAX_BYTES));
    }
  }

  @Override
  public CompletionStage<Acknowledged> ask(Messages messages, Call call) {
    return messages.appendAll(this, call);
  }

  @Override
  public Optional<ChannelId> routingKey() {
    return Optional.of(channel);
  }

  @Override
  public Class<Acknowledged> answerType() {
    return Acknowledged.class;
  }
}
