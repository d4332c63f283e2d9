package dev.weir.messages;

import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Asks for one message. */
public record Get(ChannelId channel, MessageId id) implements Request<Found> {

  @Override
  public CompletionStage<Found> ask(Messages messages, Call call) {
    return messages.get(this, call);
  }

  @Override
  public Optional<ChannelId> routingKey() {
    return Optional.of(channel);
  }

  @Override
  public Class<Found> answerType() {
    return Found.class;
  }
}
