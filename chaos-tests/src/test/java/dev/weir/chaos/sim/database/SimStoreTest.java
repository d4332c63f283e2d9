package dev.weir.chaos.sim.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.sim.world.Agenda;
import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Network;
import dev.weir.chaos.sim.world.Trace;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Delete;
import dev.weir.messages.Durability;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.node.store.Cells;
import dev.weir.node.store.ReadLimits;
import dev.weir.node.store.StoreConnection;
import dev.weir.node.store.StoreSettings;
import dev.weir.node.store.WriteLimits;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The made-up database does what Cassandra does. */
class SimStoreTest {

  private static final ChannelId CHANNEL = new ChannelId(5);

  private final Agenda agenda =
      new Agenda(thrown -> {
        throw new AssertionError(thrown);
      });
  private final Network network =
      new Network(
          agenda,
          new SplittableRandom(1),
          new Trace(),
          new Network.Distances(100_000, 10_000_000, 0.1));
  private final SimDatabase database =
      new SimDatabase(
          agenda,
          network,
          new SplittableRandom(2),
          new DatabaseShape(
              2,
              3,
              Duration.ofMillis(1),
              16,
              Duration.ofSeconds(2),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(3)));
  private final Host node = network.host("node", 0);
  private final SimStore eu = new SimStore(database, node, 0, settings());
  private final SimStore us = new SimStore(database, network.host("other", 1), 1, settings());
  private final MessageId id = MessageId.of(node.wall().millis(), 0, 1, 1);

  private static StoreSettings settings() {
    return new StoreSettings(
        new StoreConnection(
            List.of(new NodeAddress("127.0.0.1", 9042)),
            "eu",
            "chat",
            Map.of(),
            Duration.ofSeconds(1),
            Optional.empty()),
        ReadLimits.DEFAULT,
        WriteLimits.DEFAULT,
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        Durability.REGION);
  }

  private Call call() {
    return Call.by(Deadline.in(Duration.ofSeconds(3), node.ticker()));
  }

  private Call call(SimStore ignored, ReadLevel level) {
    return new Call(Deadline.in(Duration.ofSeconds(3), node.ticker()), level);
  }

  private <T> T now(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    assertThat(agenda.runUntil(future::isDone, agenda.nanos() + 10_000_000_000L)).isTrue();
    return future.join();
  }

  private ErrorCode failure(CompletionStage<?> stage) {
    CompletableFuture<?> future = stage.toCompletableFuture();
    assertThat(agenda.runUntil(future::isDone, agenda.nanos() + 10_000_000_000L)).isTrue();
    return ((WeirException) future.exceptionNow()).code();
  }

  private void append() {
    now(eu.append(new Append(CHANNEL, id, 7, Body.of("hello")), call()));
  }

  private long replicasWith(MessageId wanted) {
    return database.replicas().stream()
        .filter(each -> each.rows(CHANNEL.value()).get(wanted.value()) != null)
        .count();
  }

  @Test
  void write_isKeptByAQuorum_andSoonByAll() {
    append();
    assertThat(replicasWith(id)).isGreaterThanOrEqualTo(2);
    agenda.runUntil(agenda.nanos() + 1_000_000_000L);
    assertThat(replicasWith(id)).isEqualTo(6);
    assertThat(now(us.get(new Get(CHANNEL, id), call())).message()).isPresent();
  }

  @Test
  void editThatRacesADeletion_bringsNothingBack() {
    append();
    long later = id.unixMicros() + 10;
    now(eu.edit(new Edit(CHANNEL, id, Body.of("edited"), later + 1), call()));
    now(eu.delete(new Delete(CHANNEL, id, later), call()));
    assertThat(now(eu.get(new Get(CHANNEL, id), call())).message()).isEmpty();
    assertThat(now(eu.history(new History(CHANNEL, Slice.newest(), 5), call())).messages())
        .isEmpty();
  }

  @Test
  void replicaThatWasDown_isToldByHints() {
    Replica down = database.replicas(0).getFirst();
    database.kill(down);
    append();
    agenda.runUntil(agenda.nanos() + 5_000_000_000L);
    assertThat(replicasWith(id)).isEqualTo(5);
    database.start(down);
    agenda.runUntil(agenda.nanos() + 10_000_000_000L);
    assertThat(replicasWith(id)).isEqualTo(6);
    assertThat(database.isSettled()).isTrue();
  }

  @Test
  void quorumRead_tellsThoseWhoLackSomething_beforeItAnswers() {
    Replica only = database.replicas(0).get(1);
    only.take(
        new Mutation.Row(CHANNEL.value(), id.value(), Cells.appended(id, 7, Body.of("hello"))),
        agenda.nanos(),
        () -> {});
    agenda.runUntil(agenda.nanos() + 100_000_000L);
    assertThat(replicasWith(id)).isEqualTo(1);
    boolean seen = false;
    for (int i = 0; i < 20; i++) {
      Optional<Message> found = now(eu.get(new Get(CHANNEL, id), call())).message();
      assertThat(found.isPresent() || !seen).as("read %d goes back", i).isTrue();
      seen |= found.isPresent();
    }
    assertThat(seen).isTrue();
    assertThat(database.repairs()).isPositive();
  }

  @Test
  void regionThatIsDown_failsAtOnce_andIsRefusedElsewhere() {
    database.replicas(0).forEach(database::kill);
    assertThat(eu.connectedNodes()).isZero();
    assertThat(failure(eu.get(new Get(CHANNEL, id), call()))).isEqualTo(ErrorCode.UNAVAILABLE);
    agenda.runUntil(agenda.nanos() + 5_000_000_000L);
    assertThat(failure(us.get(new Get(CHANNEL, id), call(us, ReadLevel.STRONG))))
        .isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(now(us.get(new Get(CHANNEL, id), call())).message()).isEmpty();
  }

  @Test
  void minorityThatAnswers_isNoQuorum() {
    database.replicas(0).subList(0, 2).forEach(each -> each.host().freeze());
    assertThat(
            failure(eu.append(new Append(CHANNEL, id, 7, Body.of("hello")), call()))
                == ErrorCode.OUTCOME_UNKNOWN)
        .isTrue();
  }

  @Test
  void answerThatIsLost_leavesItOpen() {
    database.ailments(0).answerLost.meets(1);
    assertThat(failure(eu.append(new Append(CHANNEL, id, 7, Body.of("hello")), call())))
        .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(replicasWith(id)).isEqualTo(6);
  }

  @Test
  void farFuture_isRefused() {
    MessageId far = MessageId.of(node.wall().millis() + 120_000, 0, 1, 1);
    assertThat(failure(eu.append(new Append(CHANNEL, far, 7, Body.of("hello")), call())))
        .isEqualTo(ErrorCode.TIMESTAMP_IN_FUTURE);
  }
}
