package dev.weir.node.failover;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Degraded;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.node.budget.RetryBudget;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Failover between regions that the test plays by hand, on time that only the test passes: home is
 * {@code eu}, probed as a healthy or dead database would answer.
 */
final class Stage implements FailoverEvents {

  static final int HOME = 1;
  static final ChannelId CHANNEL = new ChannelId(42);
  static final History READ = new History(CHANNEL, Slice.newest(), 50);

  /** What was asked of a region and is not answered before the test says so. */
  record Asked(Request<?> request, Call call, CompletableFuture<Served<Answer>> outcome) {

    void succeed() {
      outcome.complete(
          Served.of(request instanceof History ? Page.EMPTY : new Acknowledged(), Receipt.NONE));
    }

    /** Succeeds with what may lack something. */
    void succeedDegraded() {
      Degraded degraded = new Degraded(Degraded.Reason.OTHER_REGION, HOME, 1);
      outcome.complete(
          Served.of(
              Page.EMPTY, new Receipt(Optional.empty(), Optional.of(degraded), Optional.empty())));
    }

    void fail(ErrorCode code) {
      outcome.completeExceptionally(new WeirException(code, code.name()));
    }
  }

  /** A region that answers when told, or at once. */
  static final class FakeRegion implements Target, Room {
    final Region region;
    final List<Asked> asked = new ArrayList<>();
    boolean reachable = true;

    /** Answers at once: with success, or this. */
    Optional<ErrorCode> failure = Optional.empty();

    boolean answers;

    FakeRegion(String name) {
      this.region = new Region(name);
    }

    @Override
    @SuppressWarnings("unchecked") // The test answers what was asked.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      Asked one = new Asked(request, call, new CompletableFuture<>());
      asked.add(one);
      if (answers) {
        failure.ifPresentOrElse(one::fail, one::succeed);
      }
      return (CompletionStage<Served<A>>) (CompletionStage<?>) one.outcome();
    }

    Asked last() {
      return asked.getLast();
    }

    FakeRegion answering() {
      answers = true;
      failure = Optional.empty();
      return this;
    }

    void failing(ErrorCode code) {
      answers = true;
      failure = Optional.of(code);
    }

    void silent() {
      answers = false;
    }

    @Override
    public Region region() {
      return region;
    }

    @Override
    public Room room() {
      return this;
    }

    @Override
    public boolean isReachable() {
      return reachable;
    }
  }

  /** How the home region's database answers probes. */
  enum Pulse {
    GOOD,
    FAILING,
    SILENT
  }

  final FakeRegion eu = new FakeRegion("eu");
  final List<FakeRegion> peers;
  final RetryBudget budget;
  final Failover failover;
  final List<Transition> moves = new ArrayList<>();
  Pulse pulse = Pulse.GOOD;
  int away;
  long nowNanos = 1_000_000_000;
  int hedged;
  int hedgesWon;
  int retried;
  int refused;
  int answers;

  Stage(String... peers) {
    this(FailoverSettings.DEFAULT, 1_000, peers);
  }

  Stage(FailoverSettings settings, int credit, String... names) {
    budget = new RetryBudget(credit);
    peers = Arrays.stream(names).map(FakeRegion::new).toList();
    failover =
        new Failover(
            new Regions(eu, HOME, this::probe, List.copyOf(peers)),
            settings,
            () -> away,
            budget,
            new Clocks(() -> nowNanos, () -> Instant.EPOCH.plusNanos(nowNanos)),
            this);
  }

  private CompletionStage<?> probe(Deadline deadline) {
    return switch (pulse) {
      case GOOD -> CompletableFuture.completedStage(true);
      case FAILING ->
          CompletableFuture.failedStage(new WeirException(ErrorCode.UNAVAILABLE, "no node"));
      case SILENT -> new CompletableFuture<Boolean>();
    };
  }

  FakeRegion us() {
    return peers.get(0);
  }

  FakeRegion ap() {
    return peers.get(1);
  }

  /** Passes time, ten milliseconds after ten. */
  void pass(long millis) {
    for (long passed = 0; passed < millis; passed += 10) {
      nowNanos += 10_000_000;
      failover.keepTime();
    }
  }

  /** A call that has so many milliseconds. */
  Call call(long millis) {
    return Call.by(new Deadline(nowNanos + millis * 1_000_000));
  }

  <A extends Answer> CompletableFuture<Served<A>> ask(Request<A> request, Call call) {
    return failover.pass(request, call).toCompletableFuture();
  }

  CompletableFuture<Served<Page>> read() {
    return ask(READ, call(3_000));
  }

  CompletableFuture<Served<Page>> readOf(long channel) {
    return ask(new History(new ChannelId(channel), Slice.newest(), 50), call(3_000));
  }

  CompletableFuture<Served<Acknowledged>> write() {
    return ask(append(), call(3_000));
  }

  static Append append() {
    return new Append(CHANNEL, MessageId.of(1_700_000_000_000L, 0, 0, 0), 1, Body.of("hello"));
  }

  /** Stops the home region's database until it is left. */
  void leaveHome() {
    pulse = Pulse.SILENT;
    pass(1_000);
  }

  RegionStatus home() {
    return failover.status().regions().getFirst();
  }

  RegionStatus peer() {
    return failover.status().regions().get(1);
  }

  static ErrorCode failureOf(CompletableFuture<?> ended) {
    return exceptionOf(ended).code();
  }

  static WeirException exceptionOf(CompletableFuture<?> ended) {
    if (!ended.isCompletedExceptionally()) {
      throw new AssertionError("not failed: " + ended);
    }
    return WeirException.of(ended.exceptionNow());
  }

  @Override
  public void answered(Region region, Optional<ErrorCode> failure) {
    answers++;
  }

  @Override
  public void moved(Transition transition) {
    moves.add(transition);
  }

  @Override
  public void hedged(Region region) {
    hedged++;
  }

  @Override
  public void hedgeWon(Region region) {
    hedgesWon++;
  }

  @Override
  public void retried(Region region) {
    retried++;
  }

  @Override
  public void refusedByBudget() {
    refused++;
  }
}
