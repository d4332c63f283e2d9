package dev.weir.messages;

import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Asks which channels hold messages.
 *
 * @param after the last channel of the page before
 * @param limit channels, 1 to {@value #MAX_LIMIT}
 */
public record Channels(Optional<ChannelId> after, int limit) implements Request<ChannelPage> {

  /** The longest page. */
  public static final int MAX_LIMIT = 1_000;

  public Channels {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw WeirException.invalid("limit %d: ask for 1 to %d channels".formatted(limit, MAX_LIMIT));
    }
  }

  @Override
  public CompletionStage<ChannelPage> ask(Messages messages, Call call) {
    return messages.channels(this, call);
  }

  @Override
  public Optional<ChannelId> routingKey() {
    return Optional.empty();
  }

  @Override
  public Class<ChannelPage> answerType() {
    return ChannelPage.class;
  }
}
