package dev.weir.node.coalesce;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Delete;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import dev.weir.topology.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * Readers and writers at random nodes, while queries take their time, nodes lose each other's words
 * and differ about who owns the channel. After each answer it is checked whether its reader was
 * entitled to a later state of the channel, and at the end whether anybody still waits. All of it
 * happens in one thread, in the order of the dice.
 */
final class FenceMachine {

  private static final int STEPS = 120;
  private static final int MESSAGES = 12;

  private final RandomGenerator dice;
  private final Fleet fleet;
  private final Optional<OurDesign> ours;
  private final Timeline timeline = new Timeline();
  private final List<Reader> readers = List.of(new Reader(), new Reader(), new Reader());
  private final List<CompletionStage<?>> stages = new ArrayList<>();
  private final List<AtomicBoolean> callers = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** The state that a node's own writers have heard of: its readers need no token to see it. */
  private final Map<Member, Integer> acknowledged = new HashMap<>();

  private int acknowledgedAnywhere;
  private int reads;
  private int queries;
  private int lost;
  private long nowNanos;
  private int edits;

  private FenceMachine(RandomGenerator dice, World.Design design) {
    this.dice = dice;
    this.fleet = new Fleet(design);
    this.ours = design instanceof OurDesign own ? Optional.of(own) : Optional.empty();
  }

  /** What goes wrong first, with all that led to it; nothing, if all goes well. */
  static Optional<String> firstWrong(RandomGenerator dice, World.Design design) {
    FenceMachine machine = new FenceMachine(dice, design);
    for (int i = 0; i < STEPS && machine.wrong.isEmpty(); i++) {
      machine.step();
    }
    if (machine.wrong.isEmpty()) {
      machine.end();
    }
    return machine.wrong.stream()
        .findFirst()
        .map(first -> String.join("\n", machine.story) + "\n" + first);
  }

  private void step() {
    switch (dice.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5, 6 -> read();
      case 7, 8, 9 -> write();
      case 10, 11, 12 -> pick(fleet.store.pending).ifPresent(this::query);
      case 13, 14, 15 -> pick(fleet.store.pending).ifPresent(this::arrive);
      case 16 -> pick(fleet.store.pending).ifPresent(this::fail);
      case 17, 18, 19, 20 -> pick(fleet.ways).ifPresent(this::deliver);
      case 21 -> pick(fleet.ways).filter(way -> dice.nextInt(4) == 0).ifPresent(this::lose);
      case 22 -> changeTable();
      default -> passTime();
    }
  }

  private void read() {
    Member node = anyNode();
    Request<?> request = anyRead();
    ReadLevel level =
        switch (dice.nextInt(12)) {
          case 0 -> ReadLevel.STRONG;
          case 1, 2 -> ReadLevel.EVENTUAL;
          default -> ReadLevel.SESSION;
        };
    boolean tokenless = dice.nextInt(5) == 0;
    Reader reader = tokenless ? new Reader() : pick(readers).orElseThrow();
    Reader.Knowledge known = reader.knowledge();
    Tokens sent = level == ReadLevel.EVENTUAL ? Tokens.NONE : known.tokens();
    int entitled =
        switch (level) {
          case EVENTUAL -> 0;
          case SESSION -> Math.max(known.state(), acknowledged.getOrDefault(node, 0));
          case STRONG -> Math.max(known.state(), acknowledgedAnywhere);
        };
    Tokens brought = level == ReadLevel.SESSION ? withOtherRegions(sent) : sent;
    int number = ++reads;
    tell("%d: %s asks %s %s, entitled to state %d", number, level, node.node(), request, entitled);
    ask(node, request, call().at(level).after(brought))
        .whenComplete((served, failure) -> {
          if (failure == null) {
            judge(number, request, served, entitled)
                .ifPresent(state -> reader.saw(state, served.receipt(), sent));
          } else {
            judge(number, failure);
          }
        });
  }

  /** What a reader brings who was in another region now and then: its own region's word holds. */
  private Tokens withOtherRegions(Tokens sent) {
    return ours.isPresent() && dice.nextInt(4) == 0
        ? sent.and(new Token(World.HOME + 1, 90 + dice.nextInt(2), 1 + dice.nextInt(5)))
        : sent;
  }

  private OptionalInt judge(int number, Request<?> request, Served<?> served, int entitled) {
    OptionalInt state = timeline.earliest(entitled, request, served.answer());
    tell("%d: answered from state %s by %s", number, state, served.receipt().token());
    if (state.isEmpty()) {
      wrong.add("%d: no state from %d on is %s".formatted(number, entitled, served.answer()));
    }
    return state;
  }

  private void judge(int number, Throwable failure) {
    ErrorCode code = WeirException.of(failure).code();
    tell("%d: fails with %s", number, code);
    switch (code) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, OVERLOADED -> {}
      default -> wrong.add("%d: %s".formatted(number, failure));
    }
  }

  private void write() {
    Member node = anyNode();
    Reader writer = pick(readers).orElseThrow();
    Reader.Knowledge known = writer.knowledge();
    Request<Acknowledged> request = anyWrite();
    tell("%s is written at %s", request, node.node());
    ask(node, request, call())
        .whenComplete((served, failure) -> {
          if (failure == null) {
            int state = timeline.after(request);
            tell("%s is acknowledged at %s as state %d", request, node.node(), state);
            writer.saw(state, served.receipt(), known.tokens());
            acknowledged.merge(node, state, Math::max);
            acknowledgedAnywhere = Math.max(acknowledgedAnywhere, state);
          }
        });
  }

  private <A extends Answer> CompletionStage<Served<A>> ask(
      Member node, Request<A> request, Call call) {
    CompletionStage<Served<A>> stage = fleet.node(node).pass(request, call);
    stages.add(stage);
    return stage;
  }

  /** A call that may be served past the owner, and whose caller may leave. */
  private Call call() {
    AtomicBoolean gone = new AtomicBoolean();
    callers.add(gone);
    long leftNanos = 20_000_000L * (1 + dice.nextInt(100));
    Call call = Call.by(new Deadline(nowNanos + leftNanos)).with(gone::get);
    return dice.nextInt(6) == 0 ? call.forward() : call;
  }

  private Request<?> anyRead() {
    return dice.nextInt(10) == 0
        ? new Get(Tower.CHANNEL, anyId())
        : new History(Tower.CHANNEL, anySlice(), 1 + dice.nextInt(4));
  }

  private Slice anySlice() {
    return switch (dice.nextInt(9)) {
      case 0, 1, 2 -> Slice.newest();
      case 3 -> Slice.before(anyId());
      case 4 -> Slice.since(anyId());
      case 5 -> Slice.around(anyId());
      default -> Slice.after(anyId());
    };
  }

  private Request<Acknowledged> anyWrite() {
    long at = Tower.id(1_000 + ++edits).unixMicros();
    return switch (dice.nextInt(6)) {
      case 0 -> new Delete(Tower.CHANNEL, anyId(), at);
      case 1, 2 -> new Edit(Tower.CHANNEL, anyId(), Body.of("edit " + edits), at);
      default -> new Append(Tower.CHANNEL, anyId(), edits, Body.of("message " + edits));
    };
  }

  private MessageId anyId() {
    return Tower.id(1 + dice.nextInt(MESSAGES));
  }

  /** The query reads, or the write is kept. */
  private void query(GatedStore.Pending pending) {
    if (pending.isUnread()) {
      pending.read();
      tell("the store does %s", pending.request);
      if (!isRead(pending.request)) {
        timeline.wrote(pending.request, fleet.store.messages(Tower.CHANNEL));
      }
    }
  }

  private void arrive(GatedStore.Pending pending) {
    query(pending);
    tell("the store answers %s", pending.request);
    ended(pending);
    pending.arrive();
  }

  /** The query fails; if it had been done before, a write was kept that nobody hears of. */
  private void fail(GatedStore.Pending pending) {
    tell("the store fails %s", pending.request);
    ended(pending);
    pending.fail(ErrorCode.UNAVAILABLE);
  }

  private void ended(GatedStore.Pending pending) {
    fleet.store.pending.remove(pending);
    queries += isRead(pending.request) ? 1 : 0;
  }

  private void deliver(CompletableFuture<Void> way) {
    fleet.ways.remove(way);
    way.complete(null);
  }

  private void lose(CompletableFuture<Void> way) {
    tell("something between nodes is lost");
    lost++;
    fleet.ways.remove(way);
    Fleet.lose(way);
  }

  private void changeTable() {
    Member node = anyNode();
    Member owner = anyNode();
    tell("%s takes %s for the owner", node.node(), owner.node());
    fleet.believe(node, owner);
  }

  private void passTime() {
    if (dice.nextInt(3) == 0) {
      pick(callers).ifPresent(caller -> caller.set(true));
    }
    nowNanos += 1_000_000L * dice.nextInt(150);
    tell("it is %d ms", nowNanos / 1_000_000);
    ours.ifPresent(design -> {
      design.nowNanos = nowNanos;
      design.coalescers.forEach(Coalescer::takeOver);
    });
  }

  /** Everything arrives; time stands still, so nobody is saved by a deadline. */
  private void end() {
    while (!fleet.ways.isEmpty() || !fleet.store.pending.isEmpty()) {
      pick(fleet.ways).ifPresent(this::deliver);
      pick(fleet.store.pending).ifPresent(this::arrive);
    }
    long waiting = stages.stream().filter(stage -> !stage.toCompletableFuture().isDone()).count();
    check(waiting == 0, waiting + " wait for ever");
    // Each flight that is slow may have a second one beside it.
    check(
        queries <= 2 * (reads + lost), queries + " queries for " + reads + " reads, lost " + lost);
    for (Coalescer coalescer : ours.map(design -> design.coalescers).orElse(List.of())) {
      check(coalescer.waiters() == 0, coalescer.waiters() + " waiters are left");
      check(coalescer.flights() == 0, coalescer.flights() + " flights are left");
    }
  }

  private void check(boolean right, String otherwise) {
    if (!right) {
      wrong.add(otherwise);
    }
  }

  private static boolean isRead(Request<?> request) {
    return request instanceof History || request instanceof Get;
  }

  private Member anyNode() {
    return Fleet.MEMBERS.get(dice.nextInt(Fleet.MEMBERS.size()));
  }

  private <T> Optional<T> pick(List<T> some) {
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(dice.nextInt(some.size())));
  }

  private void tell(String what, Object... of) {
    story.add(what.formatted(of));
  }
}
