package dev.weir.chaos.workload;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Coverage;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Sighting;
import dev.weir.chaos.history.Span;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.history.Version;
import dev.weir.chaos.workload.OwnMessages.Own;
import dev.weir.client.Session;
import dev.weir.client.WeirClient;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Delete;
import dev.weir.messages.Durability;
import dev.weir.messages.Edit;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One {@link Session} after the other, in which one operation follows the other, each recorded. It
 * reads mostly, changes messages of its own, goes on at another client now and then, and gives its
 * session up now and then for what another one saw.
 *
 * <p>What comes before what is what the checker believes: a session keeps an answer's token before
 * the operation is stamped as ended, and a hand-over is stamped before the other's token is asked
 * for.
 */
final class LoadSession {

  private static final double MOVES_ON = 0.3;
  private static final double TAKES_OVER = 0.02;
  private static final double READS = 0.7;
  private static final double APPENDS = 0.85;
  private static final double EDITS = 0.95;
  private static final int[] LIMITS = {5, 20};

  /**
   * Which session it is now, and where.
   *
   * @param number the history's
   * @param home its home's place among those of the load
   */
  private record Seat(int number, int home, Session session) {}

  private final int author;
  private final SessionLoad load;
  private final SplittableRandom random;
  private final OwnMessages own;
  private final LatestWrites latest;

  /** What the next answer is for; nothing between two operations. */
  private final AtomicReference<@Nullable Underway> underway = new AtomicReference<>();

  private final Map<Integer, List<Message>> lastSeen = new HashMap<>();

  /** Others look at it when they take it over. */
  private volatile Seat seat;

  private int channel;

  /** Of the channel that the session stays with; whoever has just written looks for it. */
  private @Nullable MessageId lastWritten;

  /**
   * A session that has seen nothing.
   *
   * @param home its home's place among those of the load
   */
  LoadSession(int number, int home, SessionLoad load, SplittableRandom random) {
    this.author = number;
    this.load = load;
    this.random = random;
    this.own = new OwnMessages(random);
    this.latest = new LatestWrites(random);
    this.seat = new Seat(number, home, load.homes().get(home).client().session());
  }

  /** Begins the next operation, if there is to be one; never blocks. */
  void next() {
    if (!load.claim()) {
      load.sessionEnded();
      return;
    }
    if (random.nextDouble() < load.habits().switches()) {
      sit(seat.number(), random.nextInt(load.homes().size()), seat.session());
    }
    if (random.nextDouble() < MOVES_ON) {
      channel = random.nextInt(load.channels());
      lastWritten = null;
    }
    double dice = random.nextDouble();
    Optional<LatestWrites.Asked> again =
        random.nextDouble() < load.habits().repeats() ? latest.any() : Optional.empty();
    if (random.nextDouble() < TAKES_OVER) {
      takeOver(load.anySession(random, this));
    } else if (again.isPresent()) {
      repeat(again.get());
    } else if (dice < READS) {
      read();
    } else if (dice < APPENDS || own.isEmpty()) {
      append();
    } else if (dice < EDITS) {
      edit(own.takeAny());
    } else {
      delete(own.takeAny());
    }
  }

  /** Its home's place among those of the load. */
  int home() {
    return seat.home();
  }

  private void takeOver(LoadSession other) {
    long now = load.nanos();
    Seat taken = other.seat;
    sit(load.nextSession(), seat.home(), taken.session());
    load.record(
        new Operation(
            seat.number(),
            Operation.EVERY_CHANNEL,
            new Action.TakeOver(taken.number()),
            Outcome.OK,
            new Span(now, now),
            terms(ReadLevel.SESSION, Durability.REGION),
            Told.NOTHING));
    load.goOn(this);
  }

  /** Goes on from what a session has seen so far. */
  private void sit(int number, int home, Session from) {
    seat = new Seat(number, home, load.homes().get(home).client().session(from.token()));
  }

  private void append() {
    long started = load.nanos();
    int home = seat.home();
    long shown = load.newestShown(home);
    Underway naming =
        begin(
            Action.Read.UNANSWERED,
            started,
            terms(ReadLevel.SESSION, Durability.REGION),
            client().call());
    CompletionStage<MessageId> unused =
        client()
            .nameMessage()
            .whenComplete((id, failure) -> {
              if (failure == null) {
                if (id.value() <= shown) {
                  load.misnamed(
                      "client %d named %d after it had shown %d"
                          .formatted(home, id.value(), shown));
                }
                appendAs(id, started);
              } else {
                failed(naming, Outcome.FAILED, WeirException.of(failure));
              }
            });
  }

  private void appendAs(MessageId id, long started) {
    Body body = Body.of(Version.content(id, Version.APPENDED));
    Action.Write write = new Action.Write(id.value(), Version.APPENDED);
    Append append = new Append(load.channel(channel), id, author, body);
    write(
        append,
        started,
        write,
        _ -> {
          lastWritten = id;
          own.appended(channel, id);
          return write;
        });
  }

  private void edit(Own before) {
    Own next = before.edited(client().nextMicros());
    own.edited(next);
    Body body = Body.of(Version.content(next.id(), next.version()));
    change(
        next,
        next.version(),
        new Edit(load.channel(next.channel()), next.id(), body, next.atMicros()));
  }

  private void delete(Own last) {
    Own next = last.edited(client().nextMicros());
    change(
        next,
        Version.DELETED,
        new Delete(load.channel(next.channel()), next.id(), next.atMicros()));
  }

  private void change(Own message, int version, Request<Acknowledged> request) {
    channel = message.channel();
    lastWritten = message.id();
    Action.Write write = new Action.Write(message.id().value(), version);
    write(request, load.nanos(), write, _ -> write);
  }

  private void write(
      Request<Acknowledged> request,
      long startedNanos,
      Action.Write write,
      Function<Acknowledged, Action> answered) {
    Durability durability =
        random.nextDouble() < load.habits().everyRegion()
            ? Durability.EVERY_REGION
            : Durability.REGION;
    latest.add(new LatestWrites.Asked(channel, request, write, durability));
    ask(request, startedNanos, write, terms(ReadLevel.SESSION, durability), answered);
  }

  /** Asks for a write again, as who does not know that he was heard. */
  private void repeat(LatestWrites.Asked asked) {
    channel = asked.channel();
    lastWritten = new MessageId(asked.write().message());
    ask(
        asked.request(),
        load.nanos(),
        asked.write(),
        terms(ReadLevel.SESSION, asked.durability()),
        _ -> asked.write());
  }

  private void read() {
    List<Message> seen = lastSeen.getOrDefault(channel, List.of());
    int kind = random.nextInt(10);
    if (kind < 5 || seen.isEmpty()) {
      page(Slice.newest());
      return;
    }
    MessageId any = seen.get(random.nextInt(seen.size())).id();
    MessageId id = lastWritten != null && random.nextBoolean() ? lastWritten : any;
    if (kind < 7) {
      page(Slice.after(new MessageId(id.value() - 1)));
    } else if (kind < 8) {
      page(Slice.before(new MessageId(id.value() + 1)));
    } else {
      Get get = new Get(load.channel(channel), id);
      ask(get, load.nanos(), Action.Read.UNANSWERED, readTerms(), found -> seen(get, found));
    }
  }

  private void page(Slice slice) {
    int limit = LIMITS[random.nextInt(LIMITS.length)];
    History history = new History(load.channel(channel), slice, limit);
    ask(history, load.nanos(), Action.Read.UNANSWERED, readTerms(), page -> seen(history, page));
  }

  private Action seen(History asked, Page page) {
    if (!page.messages().isEmpty()) {
      lastSeen.put(channel, page.messages());
      load.shown(seat.home(), page.messages().getFirst().id());
    }
    return new Action.Read(Coverage.of(asked, page), sightings(page.messages()));
  }

  private static Action seen(Get asked, Found found) {
    return new Action.Read(Coverage.of(asked.id()), sightings(found.message().stream().toList()));
  }

  private static List<Sighting> sightings(List<Message> messages) {
    return messages.stream()
        .map(message -> new Sighting(message.id().value(), Version.of(message)))
        .toList();
  }

  /**
   * Asks about the channel that the session is at, records what came of it, and goes on.
   *
   * @param unanswered what is recorded if no answer comes
   */
  private <A extends Answer> void ask(
      Request<A> request,
      long startedNanos,
      Action unanswered,
      Terms terms,
      Function<A, Action> answered) {
    Call call = client().call().at(terms.level());
    Underway begun = begin(unanswered, startedNanos, terms, call);
    seat.session()
        .pass(
            request,
            terms.durability() == Durability.EVERY_REGION
                ? call.kept(Durability.EVERY_REGION)
                : call)
        .whenComplete((served, failure) -> {
          if (failure == null) {
            answered(begun, answered.apply(served.answer()), Told.of(served.receipt()));
          } else {
            WeirException reason = WeirException.of(failure);
            failed(begun, SessionLoad.outcome(reason.code()), reason);
          }
        });
  }

  private Underway begin(Action unanswered, long startedNanos, Terms terms, Call call) {
    Terms within = terms.within(call.deadline().atNanos() - startedNanos);
    Underway begun = new Underway(seat.number(), channel, unanswered, startedNanos, within);
    underway.set(begun);
    return begun;
  }

  private void answered(Underway begun, Action action, Told told) {
    if (underway.compareAndSet(begun, null)) {
      load.record(begun.answered(action, load.nanos(), told));
      load.goOn(this);
    }
  }

  private void failed(Underway begun, Outcome outcome, WeirException reason) {
    if (underway.compareAndSet(begun, null)) {
      load.failed(reason);
      load.record(begun.unanswered(outcome, load.nanos(), Told.failed(reason.code())));
      load.goOnLater(this);
    }
  }

  /** Records what is under way as it is now, and takes no notice of how it ends. Any thread. */
  void breakOff() {
    Underway begun = underway.getAndSet(null);
    if (begun != null) {
      load.record(begun.unanswered(Outcome.NONE, load.nanos(), Told.NOTHING));
      load.sessionEnded();
    }
  }

  private Terms readTerms() {
    Habits habits = load.habits();
    double dice = random.nextDouble();
    ReadLevel level =
        dice < habits.strong()
            ? ReadLevel.STRONG
            : dice < habits.strong() + habits.eventual() ? ReadLevel.EVENTUAL : ReadLevel.SESSION;
    return terms(level, Durability.REGION);
  }

  private Terms terms(ReadLevel level, Durability durability) {
    return new Terms(load.homes().get(seat.home()).region(), level, durability);
  }

  private WeirClient client() {
    return load.homes().get(seat.home()).client();
  }
}
