package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.budget.RetryBudget;
import dev.weir.node.coalesce.Coalescer;
import dev.weir.node.coalesce.FlightEvents;
import dev.weir.node.coalesce.FlightSettings;
import dev.weir.node.coalesce.Visitors;
import dev.weir.node.coalesce.Whereabouts;
import dev.weir.node.failover.Clocks;
import dev.weir.node.failover.Failover;
import dev.weir.node.failover.FailoverEvents;
import dev.weir.node.failover.FailoverSettings;
import dev.weir.node.failover.Regions;
import dev.weir.node.failover.Target;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * Two regions, each of which takes the other for the one that can help: a read of each goes to the
 * other when both databases fail, and waits for nothing that waits for it.
 */
class RegionsWaitInCirclesTest {

  private static final History LATEST = new History(new ChannelId(42), Slice.newest(), 50);
  private static final Ticker TICKER = () -> 1_000_000;

  private final Site eu = new Site("eu", 0);
  private final Site us = new Site("us", 1);

  RegionsWaitInCirclesTest() {
    eu.open(us);
    us.open(eu);
  }

  @Test
  void bothDatabasesFail_bothReadersHearOfIt() {
    CompletableFuture<?> here = eu.read();
    CompletableFuture<?> there = us.read();
    for (int attempts = 0; attempts < 4; attempts++) {
      eu.database.failAll();
      us.database.failAll();
    }
    assertThat(here).isCompletedExceptionally();
    assertThat(there).isCompletedExceptionally();
  }

  @Test
  void readsThatAnotherRegionSent_shareTheQueryOfThisOne() {
    CompletableFuture<?> there = us.read();
    CompletableFuture<?> here = eu.read();
    eu.database.failAll();
    assertThat(us.database.asked).hasSize(1);
    us.database.answerAll();
    assertThat(here).isCompletedWithValueMatching(Served.class::isInstance);
    assertThat(there).isCompletedWithValueMatching(Served.class::isInstance);
  }

  /** A database that answers when the test says so. */
  private static final class Database implements Room {
    private List<CompletableFuture<Served<Answer>>> asked = new ArrayList<>();

    @Override
    @SuppressWarnings("unchecked") // The test answers what was asked.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      CompletableFuture<Served<Answer>> outcome = new CompletableFuture<>();
      asked.add(outcome);
      return (CompletionStage<Served<A>>) (CompletionStage<?>) outcome;
    }

    private List<CompletableFuture<Served<Answer>>> take() {
      List<CompletableFuture<Served<Answer>>> all = asked;
      asked = new ArrayList<>();
      return all;
    }

    void failAll() {
      take()
          .forEach(one ->
              one.completeExceptionally(new WeirException(ErrorCode.UNAVAILABLE, "it is down")));
    }

    void answerAll() {
      take().forEach(one -> one.complete(Served.of(Page.EMPTY, Receipt.NONE)));
    }
  }

  /** A region of one node, its rooms in the order of {@link Rooms}. */
  private static final class Site implements Target {
    private final Region region;
    private final int number;
    private final Database database = new Database();
    private Optional<Room> door = Optional.empty();

    Site(String name, int number) {
      this.region = new Region(name);
      this.number = number;
    }

    void open(Site other) {
      Coalescer home = coalescer(database);
      Failover failover =
          new Failover(
              new Regions(
                  new HomeTarget(region, home, () -> true),
                  number,
                  deadline -> new CompletableFuture<>(),
                  List.of(other)),
              FailoverSettings.DEFAULT,
              () -> 0,
              new RetryBudget(100),
              new Clocks(TICKER, InstantSource.system()),
              FailoverEvents.NONE);
      door = Optional.of(new Visitors(coalescer(failover), failover));
    }

    private Coalescer coalescer(Room next) {
      return new Coalescer(
          next,
          number,
          new Whereabouts(new NodeId(region.name() + "-1"), Optional::empty),
          FlightSettings.DEFAULT,
          new RetryBudget(0),
          TICKER,
          FlightEvents.NONE);
    }

    CompletableFuture<Served<Page>> read() {
      Call call = Call.by(new Deadline(TICKER.nanos() + 1_000_000_000));
      return door.orElseThrow().pass(LATEST, call).toCompletableFuture();
    }

    @Override
    public Region region() {
      return region;
    }

    @Override
    public Room room() {
      // As over a link: whoever is asked by another region asks no other one.
      return new Room() {
        @Override
        public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
          return door.orElseThrow().pass(request, call.stay());
        }
      };
    }

    @Override
    public boolean isReachable() {
      return true;
    }
  }
}
