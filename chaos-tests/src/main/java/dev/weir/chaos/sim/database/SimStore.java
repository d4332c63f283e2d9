package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.world.Host;
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
import dev.weir.messages.Durability;
import dev.weir.messages.Edit;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.WeirException;
import dev.weir.node.store.Cells;
import dev.weir.node.store.Doomstones;
import dev.weir.node.store.Paging;
import dev.weir.node.store.Store;
import dev.weir.node.store.StoreSettings;
import dev.weir.topology.ChannelId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A node's store in a simulated database: the same levels, refusals, times and failures as the one
 * that speaks CQL.
 */
public final class SimStore implements Store {

  private static final Acknowledged DONE = new Acknowledged();

  private final SimDatabase database;
  private final Statements statements;
  private final Doomstones doomstones;

  /**
   * A store of a node's process, which ends with it.
   *
   * @param region whose replicas it asks
   */
  public SimStore(SimDatabase database, Host node, int region, StoreSettings settings) {
    this.database = database;
    this.statements = new Statements(database, node, region, settings);
    this.doomstones = new Doomstones(node.wall(), settings.clockDrift());
  }

  Statements statements() {
    return statements;
  }

  @Override
  public CompletionStage<Page> history(History request, Call call) {
    return read(request.channel(), call, merged -> Paging.page(request, merged));
  }

  @Override
  public CompletionStage<Found> get(Get request, Call call) {
    return read(request.channel(), call, merged -> new Found(merged.get(request.id())));
  }

  private <T> CompletionStage<T> read(ChannelId channel, Call call, Function<Merged, T> answer) {
    return statements.read(channel.value(), call, level(call.level()), answer);
  }

  private ReadRound.Level level(ReadLevel level) {
    return switch (level) {
      case EVENTUAL -> ReadRound.Level.ONE;
      case SESSION -> ReadRound.Level.QUORUM;
      case STRONG -> spansRegions() ? ReadRound.Level.ALL : ReadRound.Level.QUORUM;
    };
  }

  @Override
  public CompletionStage<Acknowledged> append(Append request, Call call) {
    return checked(() -> {
      doomstones.refuse(request.id());
      Cells cells = Cells.appended(request.id(), request.author(), request.body());
      return write(new Mutation.Row(request.channel().value(), request.id().value(), cells), call);
    });
  }

  @Override
  public CompletionStage<Acknowledged> appendAll(AppendAll request, Call call) {
    return checked(() -> {
      request.messages().forEach(message -> doomstones.refuse(message.id()));
      return write(Mutation.appended(request.channel().value(), request.messages()), call);
    });
  }

  @Override
  public CompletionStage<Acknowledged> edit(Edit request, Call call) {
    return checked(() -> {
      doomstones.refuse(request.atMicros());
      Cells cells = Cells.edited(request.body(), request.atMicros());
      return write(new Mutation.Row(request.channel().value(), request.id().value(), cells), call);
    });
  }

  @Override
  public CompletionStage<Acknowledged> delete(Delete request, Call call) {
    return checked(() -> {
      doomstones.refuse(request.atMicros());
      Cells cells = Cells.deleted(request.atMicros());
      return write(new Mutation.Row(request.channel().value(), request.id().value(), cells), call);
    });
  }

  @Override
  public CompletionStage<BulkProgress> deleteBulk(DeleteBulk request, Call call) {
    return checked(() -> {
      doomstones.refuse(request.atMicros());
      long channel = request.channel().value();
      Mutation mutation =
          switch (request.selection()) {
            case DeleteBulk.Ids some -> Mutation.deleted(channel, some.ids(), request.atMicros());
            case DeleteBulk.Before before ->
                new Mutation.Below(channel, before.id().value(), request.atMicros());
          };
      return write(mutation, call).thenApply(done -> new BulkProgress(Optional.empty()));
    });
  }

  /** Those of any one replica: tools ask so, and nothing is promised to them. */
  @Override
  public CompletionStage<ChannelPage> channels(Channels request, Call call) {
    return statements.read(0, call, ReadRound.Level.ONE, merged -> channels(request));
  }

  private ChannelPage channels(Channels request) {
    long after = request.after().map(ChannelId::value).orElse(Long.MIN_VALUE);
    List<ChannelId> found =
        database.replicas(statements.region()).getFirst().channels().keySet().stream()
            .filter(channel -> channel > after)
            .limit(request.limit() + 1L)
            .map(ChannelId::new)
            .toList();
    if (found.size() <= request.limit()) {
      return new ChannelPage(found, Optional.empty());
    }
    List<ChannelId> part = found.subList(0, request.limit());
    return new ChannelPage(part, Optional.of(part.getLast()));
  }

  private CompletionStage<Acknowledged> write(Mutation mutation, Call call) {
    return statements.write(mutation, call).thenApply(done -> DONE);
  }

  @Override
  public CompletionStage<?> probe(Deadline deadline) {
    return statements.read(
        0, Call.by(deadline), ReadRound.Level.QUORUM, merged -> Durability.REGION);
  }

  @Override
  public boolean spansRegions() {
    return statements.spansRegions();
  }

  @Override
  public String consistency(ReadLevel level) {
    return switch (level(level)) {
      case ONE -> "LOCAL_ONE";
      case QUORUM -> "LOCAL_QUORUM";
      case ALL -> "ALL";
    };
  }

  @Override
  public long connectedNodes() {
    return statements.connected();
  }

  private static <A> CompletionStage<A> checked(Supplier<CompletionStage<A>> work) {
    try {
      return work.get();
    } catch (WeirException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
