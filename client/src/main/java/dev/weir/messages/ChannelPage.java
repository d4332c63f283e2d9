package dev.weir.messages;

import dev.weir.topology.ChannelId;
import java.util.List;
import java.util.Optional;

/**
 * Some channels that hold messages.
 *
 * @param next the channel to ask on from; empty when these were the last
 */
public record ChannelPage(List<ChannelId> channels, Optional<ChannelId> next) implements Answer {

  public ChannelPage {
    channels = List.copyOf(channels);
  }
}
