package dev.weir.messages;

import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Deletes a message, for ever: neither an edit nor a late repetition brings it back.
 *
 * @param atMicros the writer's time, in microseconds since 1970; later than the id's own time
 */
public record Delete(ChannelId channel, MessageId id, long atMicros)
    implements Request<Acknowledged> {

  public Delete {
    WeirException.requireAfter(id, atMicros);
  }

  @Override
  public CompletionStage<Acknowledged> ask(Messages messages, Call call) {
    return messages.delete(this, call);
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
