package dev.weir.messages;

import dev.weir.topology.ChannelId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Deletes many messages of a channel.
 *
 * @param atMicros the writer's time, in microseconds since 1970; later than any selected id
 */
public record DeleteBulk(ChannelId channel, Selection selection, long atMicros)
    implements Request<BulkProgress> {

  /** The most ids in one request. */
  public static final int MAX_IDS = 500;

  /** Which messages. */
  public sealed interface Selection {}

  /** These ones. */
  public record Ids(List<MessageId> ids) implements Selection {
    public Ids {
      ids = List.copyOf(ids);
      if (ids.isEmpty() || ids.size() > MAX_IDS) {
        throw WeirException.invalid(
            "%d ids: delete 1 to %d at once".formatted(ids.size(), MAX_IDS));
      }
    }
  }

  /** Everything below {@code id}, which need not exist. */
  public record Before(MessageId id) implements Selection {}

  public DeleteBulk {
    if (selection instanceof Ids some) {
      for (MessageId id : some.ids()) {
        WeirException.requireAfter(id, atMicros);
      }
    } else if (selection instanceof Before before) {
      WeirException.requireAfter(before.id(), atMicros);
    }
  }

  @Override
  public CompletionStage<BulkProgress> ask(Messages messages, Call call) {
    return messages.deleteBulk(this, call);
  }

  @Override
  public Optional<ChannelId> routingKey() {
    return Optional.of(channel);
  }

  @Override
  public Class<BulkProgress> answerType() {
    return BulkProgress.class;
  }
}
