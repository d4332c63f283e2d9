package dev.weir.node.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.messages.Deadline;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.orders.OrderTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Messages in a region's Scylla or Cassandra. The only part of Weir that speaks CQL: one statement
 * or a few a request, no cache of messages, no retry.
 */
public final class CqlStore implements Store, AutoCloseable {

  private static final Duration ORDER_TIMEOUT = Duration.ofSeconds(1);

  private final Database database;
  private final Ticker ticker;
  private final Doomstones doomstones;
  private final HistoryReads history;
  private final SelectMessage selectMessage;
  private final SelectChannels selectChannels;
  private final UpdateBody updateBody;
  private final Appends appends;
  private final Deletions deletions;
  private final Scrubber scrubber;
  private final SelectProbe probe;

  private CqlStore(
      Database database,
      StoreSettings settings,
      InstantSource wall,
      Ticker ticker,
      StoreEvents events) {
    this.database = database;
    this.ticker = ticker;
    this.doomstones = new Doomstones(wall, settings.clockDrift());
    this.scrubber = new Scrubber(database, wall, settings.scrubAfter(), events);
    EmptyMarks marks = new EmptyMarks(database, wall, settings.clockDrift(), events);
    SelectBuckets index = new SelectBuckets(database, events);
    Reading reading =
        new Reading(
            database,
            new SelectWindow(database, events),
            new Strides(),
            marks,
            scrubber,
            settings.reads(),
            events);
    this.history = new HistoryReads(reading, index, wall, settings.clockDrift());
    this.selectMessage = new SelectMessage(database, events);
    this.selectChannels = new SelectChannels(database);
    this.updateBody = new UpdateBody(database);
    this.appends = new Appends(database, settings.writes(), wall, events);
    this.deletions = new Deletions(database, index, marks, settings.writes());
    this.probe = new SelectProbe(database);
  }

  /**
   * Connects to the region's database and brings its schema up to date. Blocks, for seconds.
   *
   * @param wall the node's clock: dates index entries, and refuses writes from the future
   * @param ticker the ticker of the deadlines that requests bring
   * @param registry gets the driver's metrics
   * @throws WeirException DATABASE_UNREACHABLE, or CONFIG_INVALID for a keyspace that does not
   *     exist, or SCHEMA_TOO_NEW
   */
  public static CqlStore open(
      StoreSettings settings,
      InstantSource wall,
      Ticker ticker,
      StoreEvents events,
      MeterRegistry registry) {
    StoreConnection connection = settings.connection();
    CqlSession session = Sessions.open(connection, registry);
    try {
      new Migrations(session, connection.keyspace(), wall).apply();
      return new CqlStore(
          new Database(session, ticker, connection.requestTimeout(), settings.durability()),
          settings,
          wall,
          ticker,
          events);
    } catch (DriverException e) {
      session.close();
      throw Sessions.failure(connection, e);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public CompletionStage<Page> history(History request, Call call) {
    return answer(() -> history.page(request, call));
  }

  @Override
  public CompletionStage<Found> get(Get request, Call call) {
    return answer(() ->
        selectMessage
            .ask(request.channel(), request.id(), call)
            .thenApply(row -> {
              row.ifPresent(found -> scrubber.found(request.channel(), found));
              return new Found(row.flatMap(StoredRow::message));
            }));
  }

  @Override
  public CompletionStage<Acknowledged> append(Append request, Call call) {
    return answer(() -> {
      doomstones.refuse(request.id());
      return appends.append(request, call);
    });
  }

  @Override
  public CompletionStage<Acknowledged> appendAll(AppendAll request, Call call) {
    return answer(() -> {
      request.messages().forEach(message -> doomstones.refuse(message.id()));
      return appends.appendAll(request, call);
    });
  }

  @Override
  public CompletionStage<Acknowledged> edit(Edit request, Call call) {
    return answer(() -> {
      doomstones.refuse(request.atMicros());
      return database.write(updateBody.bind(request), call).thenApply(done -> new Acknowledged());
    });
  }

  @Override
  public CompletionStage<Acknowledged> delete(Delete request, Call call) {
    return answer(() -> {
      doomstones.refuse(request.atMicros());
      return deletions.delete(request, call);
    });
  }

  @Override
  public CompletionStage<BulkProgress> deleteBulk(DeleteBulk request, Call call) {
    return answer(() -> {
      doomstones.refuse(request.atMicros());
      return deletions.bulk(request, call);
    });
  }

  @Override
  public CompletionStage<ChannelPage> channels(Channels request, Call call) {
    return answer(() -> selectChannels.ask(request, call));
  }

  /**
   * The numbers of a region's workers, in the same database. Blocks.
   *
   * @param region in message ids, 0 to 7: a number of this region's database alone
   */
  public LeaseTable leases(int region) {
    return new CqlLeases(database, region);
  }

  /** What operators ordered of regions, kept in the same database. Blocks. */
  public OrderTable regionOrders() {
    return new RegionOrders(database, ticker, ORDER_TIMEOUT);
  }

  @Override
  public CompletionStage<?> probe(Deadline deadline) {
    return answer(() -> probe.ask(Call.by(deadline)));
  }

  @Override
  public boolean spansRegions() {
    return database.spansRegions();
  }

  @Override
  public String consistency(ReadLevel level) {
    return database.consistency(level).name();
  }

  @Override
  public long connectedNodes() {
    return database.connectedNodes();
  }

  /** Closes the connections; statements in flight fail. Blocks. */
  @Override
  public void close() {
    database.close();
  }

  /** Every failure as a {@link WeirException} in the stage, unwrapped. */
  private static <A> CompletionStage<A> answer(Supplier<CompletionStage<A>> work) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    try {
      var _ =
          work.get()
              .whenComplete((value, error) -> {
                if (error == null) {
                  answer.complete(value);
                } else {
                  answer.completeExceptionally(WeirException.of(error));
                }
              });
    } catch (RuntimeException e) {
      answer.completeExceptionally(WeirException.of(e));
    }
    return answer;
  }
}
