package dev.weir.messages;

import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Asks for a page of a channel.
 *
 * @param limit messages, 1 to {@value #MAX_LIMIT}
 */
public record History(ChannelId channel, Slice slice, int limit) implements Request<Page> {

  /** The longest page. */
  public static final int MAX_LIMIT = 1_000;

  public History {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw WeirException.invalid("limit %d: ask for 1 to %d messages".formatted(limit, MAX_LIMIT));
    }
  }

  @Override
  public CompletionStage<Page> ask(Messages messages, Call call) {
    return messages.history(this, call);
  }

  @Override
  public Optional<ChannelId> routingKey() {
    return Optional.of(channel);
  }

  @Override
  public Class<Page> answerType() {
    return Page.class;
  }
}
