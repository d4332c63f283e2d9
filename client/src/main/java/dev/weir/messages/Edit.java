package dev.weir.messages;

import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Replaces a message's body. The latest edit wins.
 *
 * @param atMicros the writer's time, in microseconds since 1970; later than the id's own time
 */
public record Edit(ChannelId channel, MessageId id, Body body, long atMicros)
    implements Request<Acknowledged> {

  public Edit {
    WeirException.requireAfter(id, atMicros);
  }

  @Override
  public CompletionStage<Acknowledged> ask(Messages messages, Call call) {
    return messages.edit(this, call);
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
