package dev.weir.messages;

import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Stores a message under the id that its sender chose, at the id's time. */
public record Append(ChannelId channel, MessageId id, long author, Body body)
    implements Request<Acknowledged> {

  public Append {
    WeirException.requireValid(id);
  }

  @Override
  public CompletionStage<Acknowledged> ask(Messages messages, Call call) {
    return messages.append(this, call);
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
