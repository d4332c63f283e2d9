package dev.weir.node.failover;

import dev.weir.messages.AppendAll;
import dev.weir.messages.Call;
import dev.weir.messages.Channels;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Durability;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.topology.ChannelId;
import java.util.Optional;

/**
 * What matters about a request for where it may go.
 *
 * @param channel whose breaker it counts for
 * @param write whether it may leave something behind
 * @param regional whether it was sent here from another region, and stays
 * @param everywhere whether it needs all regions: then it is no better off in another one
 * @param witness whether its failure says something about this region's database
 * @param bulk whether it may well take long
 * @param read whether it is a reader's read, of which a second one does no harm
 */
record Nature(
    Optional<ChannelId> channel,
    boolean write,
    boolean regional,
    boolean everywhere,
    boolean witness,
    boolean bulk,
    boolean read) {

  /**
   * Of a request.
   *
   * @param home the number of this region: who has seen another is read everywhere first, which
   *     fails or is slow with that region
   * @param usual durability of writes that name none
   */
  static Nature of(Request<?> request, Call call, int home, Durability usual) {
    boolean read = request instanceof History || request instanceof Get;
    boolean write = !read && !(request instanceof Channels);
    boolean everywhere =
        write
            ? call.durability().orElse(usual) == Durability.EVERY_REGION
            : call.level() == ReadLevel.STRONG;
    boolean abroad =
        read && call.level() == ReadLevel.SESSION && !call.tokens().outside(home).isEmpty();
    boolean bulk =
        request instanceof AppendAll
            || request instanceof DeleteBulk
            || request instanceof Channels;
    return new Nature(
        request.routingKey(),
        write,
        call.regional(),
        everywhere,
        !everywhere && !abroad,
        bulk,
        read);
  }

  /** Whether a slow answer may be raced by another region's. */
  boolean isHedgeable() {
    return read && !everywhere && !regional;
  }

  /**
   * The channel's place among all, 0 to 99 and always the same: a share of p percent is all places
   * below p. What has no channel is the last to come home and the first to go.
   */
  int place() {
    return channel.map(ChannelId::place).orElse(99);
  }
}
