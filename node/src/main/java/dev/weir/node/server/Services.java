package dev.weir.node.server;

import dev.weir.client.protocol.Spread;
import dev.weir.messages.MessageId;
import dev.weir.messages.Room;
import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;

/**
 * What a server offers its clients.
 *
 * @param messages the first room behind the door; its stages may complete on any thread
 * @param naming gives a message's name that sorts after a time in microseconds since 1970
 * @param leasing gives workers' numbers
 * @param spreading advice about a channel that is hot; asked for each answer, so it must be quick
 * @param away the share of channels, in percent, that clients of several regions are to take to
 *     other ones: 0 for none, to 100 for all; asked for each answer, so it must be quick
 */
public record Services(
    Room messages,
    LongFunction<MessageId> naming,
    Leasing leasing,
    Function<ChannelId, Optional<Spread>> spreading,
    IntSupplier away) {

  /** The same with another share of channels that clients are to take to other regions. */
  public Services withAway(IntSupplier share) {
    return new Services(messages, naming, leasing, spreading, share);
  }
}
