package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Delete;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.topology.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a design must get right, cell by cell: each level, at each place, after each kind of write,
 * while a reader who knows nothing has a read in the air that began before. And some races beside
 * them. Gives back what went wrong.
 */
final class Situations {

  /** Where the reader reads, after the writer has written at the owner. */
  enum Place {
    SAME_NODE,
    NODE_THAT_SENDS_ON,
    SECOND_OWNER,
    OLD_OWNER,
    /** Written at the standby, read through it at the owner, which knows nothing of the write. */
    WRITTEN_AT_STANDBY,
    OTHER_REGION
  }

  /** What was written. */
  enum Write {
    INSERT,
    INSERT_INTO_EMPTY_PAGE,
    EDIT,
    DELETE
  }

  private static final MessageId OLD = Tower.id(1);
  private static final MessageId NEW = Tower.id(2);
  private static final long LATER = Tower.id(100).unixMicros();
  private static final History LATEST = new History(Tower.CHANNEL, Slice.newest(), 50);

  private final World.Design design;
  private final List<String> wrong = new ArrayList<>();

  private Situations(World.Design design) {
    this.design = design;
  }

  /** What is wrong with a design; nothing, if it is good. */
  static List<String> wrongWith(World.Design design) {
    Situations situations = new Situations(design);
    for (ReadLevel level : ReadLevel.values()) {
      for (Place place : Place.values()) {
        for (Write write : Write.values()) {
          situations.readAfterWrite(level, place, write);
        }
      }
    }
    situations.overlappingFlights();
    situations.ownersOfEachOther();
    situations.longerPage();
    situations.failureIsNotKept();
    situations.failureInPassing();
    situations.absenceIsNotKept();
    situations.lateEndOfAnAbandonedFlight();
    return situations.wrong;
  }

  private void readAfterWrite(ReadLevel level, Place place, Write write) {
    World world = new World(design);
    if (place == Place.SECOND_OWNER) {
      world.split();
    }
    if (write != Write.INSERT_INTO_EMPTY_PAGE) {
      ask(world, World.A, new Append(Tower.CHANNEL, OLD, 1, Body.of("old")), World.call());
    }
    GatedStore store = place == Place.OTHER_REGION ? world.abroad : world.home;
    CompletableFuture<Served<Page>> ignorant =
        read(world, place == Place.WRITTEN_AT_STANDBY ? Place.SAME_NODE : place, World.call());
    store.pending.forEach(GatedStore.Pending::read);

    Token written =
        place == Place.WRITTEN_AT_STANDBY
            ? token(ask(world, World.B, request(write), World.call().forward()))
            : token(ask(world, World.A, request(write), World.call()));
    Call after = World.call().at(level).after(Tokens.of(written));
    CompletableFuture<Served<Page>> reader = read(world, place, after);
    store.arriveAll();

    String cell = "%s, %s, %s".formatted(level, place, write);
    if (!ignorant.isDone() || !reader.isDone()) {
      wrong.add(cell + ": somebody waits for ever");
    } else if (level != ReadLevel.EVENTUAL
        && !shows(reader.join().answer(), write)
        && (place != Place.OTHER_REGION || isUndeclared(reader.join(), level))) {
      wrong.add(cell + ": the write is missing, and nothing said so");
    }
  }

  /** A STRONG read across regions is the store's affair, which here knows of one region only. */
  private static boolean isUndeclared(Served<Page> served, ReadLevel level) {
    return level == ReadLevel.SESSION && served.receipt().degraded().isEmpty();
  }

  private static Request<?> request(Write write) {
    return switch (write) {
      case INSERT, INSERT_INTO_EMPTY_PAGE -> new Append(Tower.CHANNEL, NEW, 1, Body.of("new"));
      case EDIT -> new Edit(Tower.CHANNEL, OLD, Body.of("edited"), LATER);
      case DELETE -> new Delete(Tower.CHANNEL, OLD, LATER);
    };
  }

  private static boolean shows(Page page, Write write) {
    return switch (write) {
      case INSERT, INSERT_INTO_EMPTY_PAGE -> find(page, NEW).isPresent();
      case EDIT ->
          find(page, OLD).filter(found -> found.body().content().equals("edited")).isPresent();
      case DELETE -> find(page, OLD).isEmpty();
    };
  }

  private static Optional<Message> find(Page page, MessageId id) {
    return page.messages().stream().filter(message -> message.id().equals(id)).findFirst();
  }

  /** The race of {@link StartTokenReadsBackwardsTest}. */
  private void overlappingFlights() {
    World world = new World(design);
    CompletableFuture<Served<Page>> slow = read(world, Place.SAME_NODE, World.call());
    ask(world, World.A, new Append(Tower.CHANNEL, OLD, 1, Body.of("old")), World.call());
    read(world, Place.SAME_NODE, World.call());
    world.home.pending.getLast().read();
    // Arrives at the store, and nobody has heard of it yet.
    world.home.store.append(new Append(Tower.CHANNEL, NEW, 1, Body.of("new")), World.call());
    world.home.pending.getFirst().arrive();
    if (!slow.isDone()) {
      return;
    }
    Call after = World.call().after(Tokens.of(token(slow)));
    CompletableFuture<Served<Page>> again = read(world, Place.SAME_NODE, after);
    world.home.arriveAll();
    if (find(slow.join().answer(), NEW).isPresent() && find(again.join().answer(), NEW).isEmpty()) {
      wrong.add("overlapping flights: a message that was seen is gone again");
    }
  }

  /** Each of two nodes takes the other for the owner, and readers come to both. */
  private void ownersOfEachOther() {
    World world = new World(design);
    world.confuse();
    List<CompletableFuture<Served<Page>>> readers =
        List.of(
            ask(world, World.A, LATEST, World.call()), ask(world, World.B, LATEST, World.call()));
    world.deliver();
    world.home.arriveAll();
    if (!readers.stream().allMatch(CompletableFuture::isDone)) {
      wrong.add("owners of each other: both wait for ever");
    }
  }

  private void longerPage() {
    World world = new World(design);
    for (int i = 1; i <= 3; i++) {
      ask(world, World.A, new Append(Tower.CHANNEL, Tower.id(i), 1, Body.of("m")), World.call());
    }
    History few = new History(Tower.CHANNEL, Slice.newest(), 1);
    ask(world, World.A, few, World.call());
    CompletableFuture<Served<Page>> many = ask(world, World.A, LATEST, World.call());
    world.home.arriveAll();
    if (many.join().answer().messages().size() != 3) {
      wrong.add("longer page: cut to what another reader asked");
    }
  }

  private void failureIsNotKept() {
    World world = new World(design);
    ask(world, World.A, LATEST, World.call());
    world.home.pending.getFirst().fail(ErrorCode.OVERLOADED);
    world.home.arriveAll();
    CompletableFuture<Served<Page>> next = ask(world, World.A, LATEST, World.call());
    world.home.arriveAll();
    if (!next.isDone() || next.isCompletedExceptionally()) {
      wrong.add("failure: told to somebody who came later");
    }
  }

  /** One failure under a hundred readers. */
  private void failureInPassing() {
    World world = new World(design);
    List<CompletableFuture<Served<Page>>> readers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      readers.add(ask(world, World.A, LATEST, World.call()));
    }
    world.home.pending.getFirst().fail(ErrorCode.UNAVAILABLE);
    world.home.arriveAll();
    if (readers.stream().anyMatch(CompletableFuture::isCompletedExceptionally)) {
      wrong.add("failure in passing: told to everybody, who would all ask again");
    }
    if (world.home.pending.size() > 2) {
      wrong.add("failure in passing: cost %d queries".formatted(world.home.pending.size()));
    }
  }

  private void absenceIsNotKept() {
    World world = new World(design);
    ask(world, World.A, LATEST, World.call());
    world.home.arriveAll();
    // Written past all nodes, so that nothing is closed.
    world.home.store.append(new Append(Tower.CHANNEL, NEW, 1, Body.of("new")), World.call());
    CompletableFuture<Served<Page>> next = ask(world, World.A, LATEST, World.call());
    world.home.arriveAll();
    if (find(next.join().answer(), NEW).isEmpty()) {
      wrong.add("absence: told to somebody who came later");
    }
  }

  /** Ends a slow flight beside its successor; the successor must go on being joined. */
  private void lateEndOfAnAbandonedFlight() {
    World world = new World(design);
    AtomicBoolean gone = new AtomicBoolean();
    ask(world, World.A, LATEST, World.call().with(gone::get));
    ask(world, World.A, new Append(Tower.CHANNEL, OLD, 1, Body.of("old")), World.call());
    ask(world, World.A, LATEST, World.call());
    int before = world.home.pending.size();
    world.home.pending.getFirst().arrive();
    ask(world, World.A, LATEST, World.call());
    if (world.home.pending.size() != before) {
      wrong.add("late end: the next flight is not joined any more");
    }
  }

  private static CompletableFuture<Served<Page>> read(World world, Place place, Call call) {
    return switch (place) {
      case SAME_NODE -> ask(world, World.A, LATEST, call);
      case NODE_THAT_SENDS_ON, SECOND_OWNER, WRITTEN_AT_STANDBY ->
          ask(world, World.B, LATEST, call);
      case OLD_OWNER -> ask(world, World.B, LATEST, call.forward());
      case OTHER_REGION -> ask(world, World.C, LATEST, call);
    };
  }

  private static <A extends Answer> CompletableFuture<Served<A>> ask(
      World world, Member node, Request<A> request, Call call) {
    return world.node(node).pass(request, call).toCompletableFuture();
  }

  private static Token token(CompletableFuture<? extends Served<?>> served) {
    return served.join().receipt().token().orElseThrow();
  }
}
