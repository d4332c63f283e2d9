package dev.weir.node.failover;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.node.budget.RetryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Sends requests to this region's database while that is well, and else to the regions that stand
 * in for it, in three steps.
 *
 * <ol>
 *   <li>A request goes home, unless home is left, its channel is not back yet, is sent away or
 *       fails by itself: then it goes to the first other region that can be asked.
 *   <li>If that fails, is silent or is left meanwhile, the very same request goes on to the next:
 *       writes are idempotent. A read that is slow is raced. All of that is paid for by one budget.
 *   <li>The first success is the answer. If there is none, the failure says what every region said,
 *       and of a write whether it may have been kept.
 * </ol>
 *
 * <p>Any thread; never blocks. Keeps no time by itself: {@link #keepTime} is to be called every few
 * milliseconds, and answers late by as much.
 */
public final class Failover implements Room {

  private final Surroundings around;
  private final Regions regions;
  private final Timeline timeline;
  private final AtomicInteger begun = new AtomicInteger();

  /**
   * A room before the regions.
   *
   * @param awayShare the percentage of channels that are to be served by another region though this
   *     one is well, 0 to 100; asked for every request
   * @param budget of second attempts and hedges; earned by every request that passes
   */
  public Failover(
      Regions regions,
      FailoverSettings settings,
      IntSupplier awayShare,
      RetryBudget budget,
      Clocks clocks,
      FailoverEvents events) {
    this.regions = regions;
    this.timeline = new Timeline(clocks, events);
    this.around =
        new Surroundings(
            new Home(regions, settings, awayShare, clocks, timeline),
            regions.peers().stream()
                .map(peer -> new Peer(peer, settings, clocks.ticker(), timeline))
                .toList(),
            settings,
            budget,
            clocks.ticker(),
            events,
            ConcurrentHashMap.newKeySet());
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    around.budget().tried();
    Nature nature = Nature.of(request, call, regions.number(), around.settings().durability());
    Journey<A> journey = new Journey<>(begun.getAndIncrement(), request, call, nature, around);
    around.underWay().add(journey);
    journey.begin();
    return journey;
  }

  /**
   * Probes the database, notices silence, takes regions back step by step, and sends on or ends the
   * requests whose time it is. For one thread; does not block.
   */
  public void keepTime() {
    long now = around.ticker().nanos();
    around.home().look(now);
    around.peers().forEach(Peer::look);
    for (Journey<?> journey : around.underWay()) {
      journey.look(now);
    }
  }

  /** How things stand. Any thread; never blocks. */
  public FailoverStatus status() {
    List<RegionStatus> all = new ArrayList<>();
    all.add(around.home().status());
    around.peers().forEach(peer -> all.add(peer.status()));
    ChannelBreakers channels = around.home().channels();
    return new FailoverStatus(
        all,
        channels.open(),
        channels.notWatched(),
        around.budget().spent(),
        around.budget().left(),
        timeline.all());
  }

  /** Requests without an answer yet. */
  public int underWay() {
    return around.underWay().size();
  }
}
