package dev.weir.node.store;

import dev.weir.messages.Call;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads pages: asks the channel's index once, then walks the buckets that hold something. A channel
 * that was idle for years costs two reads like any other.
 */
final class HistoryReads {

  private static final Bucket LAST_BUCKET = Bucket.of(MessageId.MAX);

  private final Reading reading;
  private final SelectBuckets index;
  private final InstantSource wall;
  private final Duration clockDrift;

  /** A stretch, and whether the index had any bucket in its direction, be it beyond its end. */
  private record Side(Stretch stretch, boolean indexed) {}

  /** What a side may take: messages, bytes, and its share of what a request may cost. */
  private record Portion(int limit, int bytes, int shares) {}

  HistoryReads(Reading reading, SelectBuckets index, InstantSource wall, Duration clockDrift) {
    this.reading = reading;
    this.index = index;
    this.wall = wall;
    this.clockDrift = clockDrift;
  }

  CompletionStage<Page> page(History request, Call call) {
    ChannelId channel = request.channel();
    Portion all = new Portion(request.limit(), Page.MAX_BYTES, 1);
    CompletionStage<Page> page =
        switch (request.slice()) {
          case Slice.Newest() ->
              side(new Walk.Start(channel, Direction.DOWN, Long.MAX_VALUE, call), all)
                  .thenApply(side -> followable(Pages.newest(side.stretch)));
          case Slice.Before(MessageId id) -> before(channel, id, all, call);
          case Slice.After(MessageId id) ->
              above(channel, id, all, call)
                  .thenCompose(
                      side -> unlessEmpty(channel, side, Pages.after(id, side.stretch), call));
          case Slice.Since(MessageId id) -> since(channel, id, all, call);
          case Slice.Around(MessageId id) -> around(request, id, call);
        };
    return page.thenApply(this::counted);
  }

  private CompletionStage<Page> before(
      ChannelId channel, MessageId id, Portion portion, Call call) {
    CompletionStage<Side> side =
        id.value() == Long.MIN_VALUE
            ? nothing(id)
            : side(new Walk.Start(channel, Direction.DOWN, id.value() - 1, call), portion);
    return side.thenCompose(
        found -> unlessEmpty(channel, found, followable(Pages.before(id, found.stretch)), call));
  }

  /**
   * A page that was cut before it met a message may stand in the future, at the end of a bucket
   * that is still written to; whoever follows the channel from there must not miss what arrives.
   */
  private Page followable(Page page) {
    MessageId settled = settled();
    boolean ahead =
        page.messages().isEmpty()
            && page.newer().filter(newer -> newer.id().compareTo(settled) > 0).isPresent();
    return ahead
        ? new Page(
            page.messages(), page.older(), Optional.of(new Slice.After(settled)), page.partial())
        : page;
  }

  /** Nothing is written up to here any more. */
  private MessageId settled() {
    return MessageId.floor(wall.millis() - clockDrift.toMillis());
  }

  /** What the index said of the end of the channel also says whether it ever held a message. */
  private CompletionStage<Page> since(ChannelId channel, MessageId id, Portion portion, Call call) {
    if (id.value() == Long.MAX_VALUE) {
      return nothing(id)
          .thenCompose(side -> unlessEmpty(channel, side, Pages.since(id, side.stretch), call));
    }
    return side(
            new Walk.Start(channel, Direction.DOWN, Long.MAX_VALUE, id.value() + 1, call), portion)
        .thenApply(side -> side.indexed ? Pages.since(id, side.stretch) : Page.EMPTY);
  }

  private CompletionStage<Page> around(History request, MessageId id, Call call) {
    int atOrBelow = (request.limit() + 1) / 2;
    int above = request.limit() - atOrBelow;
    int shares = above == 0 ? 1 : 2;
    CompletionStage<Side> down =
        side(
            new Walk.Start(request.channel(), Direction.DOWN, id.value(), call),
            new Portion(atOrBelow, Page.MAX_BYTES / 2, shares));
    CompletionStage<Side> up =
        above == 0
            ? CompletableFuture.completedStage(
                new Side(new Stretch(List.of(), Stretch.End.FULL, id.value()), false))
            : above(request.channel(), id, new Portion(above, Page.MAX_BYTES / 2, shares), call);
    return down.thenCombine(
            up,
            (lower, upper) ->
                unlessEmpty(
                    request.channel(),
                    new Side(lower.stretch, lower.indexed || upper.indexed),
                    Pages.around(id, lower.stretch, upper.stretch),
                    call))
        .thenCompose(page -> page);
  }

  private CompletionStage<Side> above(ChannelId channel, MessageId id, Portion portion, Call call) {
    return id.value() == Long.MAX_VALUE
        ? nothing(id)
        : side(new Walk.Start(channel, Direction.UP, id.value() + 1, call), portion)
            .thenApply(side -> new Side(inThePast(side.stretch, id), side.indexed));
  }

  private CompletionStage<Side> side(Walk.Start start, Portion portion) {
    int buckets = reading.limits().maxBucketReads() / portion.shares;
    Filling filling = new Filling(portion.limit, portion.bytes);
    return index
        .ask(start.channel(), Bucket.of(start.from()), start.direction(), buckets + 1, start.call())
        .thenCompose(found -> {
          List<Bucket> ahead =
              found.stream().filter(bucket -> !start.window(bucket).isEmpty()).toList();
          List<Bucket> first = ahead.subList(0, Math.min(buckets, ahead.size()));
          return new Walk(reading, start, filling, portion.shares)
              .through(first, ahead.size() > buckets)
              .thenApply(stretch -> new Side(stretch, !found.isEmpty()));
        });
  }

  /**
   * A walk that was cut may stand in the present or beyond it, at the end of a bucket that is still
   * written to; its cursor must not skip what arrives there.
   */
  private Stretch inThePast(Stretch up, MessageId from) {
    if (!up.isCut()) {
      return up;
    }
    long settled = settled().value();
    MessageId seen = up.messages().isEmpty() ? from : up.messages().getLast().id();
    return new Stretch(
        up.messages(), up.end(), Math.max(seen.value(), Math.min(up.edge(), settled)));
  }

  /** The page, or the empty one if the channel has never held a message. */
  private CompletionStage<Page> unlessEmpty(ChannelId channel, Side side, Page page, Call call) {
    if (side.indexed || !page.messages().isEmpty()) {
      return CompletableFuture.completedStage(page);
    }
    return index
        .ask(channel, LAST_BUCKET, Direction.DOWN, 1, call)
        .thenApply(buckets -> buckets.isEmpty() ? Page.EMPTY : page);
  }

  private Page counted(Page page) {
    if (page.partial()) {
      reading.events().happened(StoreEvent.PARTIAL_PAGE);
    }
    return page;
  }

  private static CompletionStage<Side> nothing(MessageId id) {
    return CompletableFuture.completedStage(
        new Side(new Stretch(List.of(), Stretch.End.NOTHING_FURTHER, id.value()), false));
  }
}
