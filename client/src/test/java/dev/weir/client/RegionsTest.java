package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.ErrorCode;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that knows more regions than its home. */
@Timeout(60)
class RegionsTest extends RegionFixture {

  private static final Duration SUSPECT_AFTER = Duration.ofMillis(200);
  private static final Region US = new Region("us");
  private static final Region AP = new Region("ap");

  /** The client's time passes by itself, and by this much more. */
  private final AtomicLong ahead = new AtomicLong();

  private final FakeNode home = node("eu-1", FakeNode.ACKNOWLEDGE);
  private final FakeNode away = node("us-1", FakeNode.ACKNOWLEDGE);

  @Test
  void home_servesAll_whileOthersAreKeptWarm() throws Exception {
    FakeNode far = node("ap-1", FakeNode.ACKNOWLEDGE);
    WeirClient client =
        connect(config(home).withRegion(elsewhere("us", away)).withRegion(elsewhere("ap", far)));
    await().until(() -> client.regions().stream().allMatch(RegionState::reachable));
    for (int i = 0; i < 100; i++) {
      answer(askOf(client, new ChannelId(i)));
    }
    assertThat(home.requests()).hasSize(100);
    assertThat(away.requests()).isEmpty();
    assertThat(client.regions())
        .containsExactly(
            new RegionState(Optional.of(home.region()), true, true, 100),
            new RegionState(Optional.of(US), false, true, 0),
            new RegionState(Optional.of(AP), false, true, 0));
  }

  @Test
  void homeDies_whatWasUnderWayIsAnsweredByTheNextRegion() throws Exception {
    FakeNode far = node("ap-1", FakeNode.ACKNOWLEDGE);
    List<RequestFrame> held = new CopyOnWriteArrayList<>();
    home.script((peer, frame) -> held.add(frame));
    WeirClient client =
        connect(config(home).withRegion(elsewhere("us", away)).withRegion(elsewhere("ap", far)));
    await().until(() -> client.regions().stream().allMatch(RegionState::reachable));
    List<CompletableFuture<Acknowledged>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(askOf(client, new ChannelId(i)));
    }
    await().until(() -> held.size() == 50);

    home.close();

    for (CompletableFuture<Acknowledged> each : answers) {
      answer(each);
    }
    assertThat(away.requests()).hasSize(50);
    answer(ask(client, 2));
    assertThat(away.requests()).hasSize(51);
    assertThat(far.requests()).isEmpty();
    assertThat(asks(away)).noneMatch(ask -> ask.regional() || ask.forwarded());
    assertThat(client.regions()).extracting(RegionState::share).containsExactly(0, 100, 0);
    assertThat(client.regions())
        .extracting(RegionState::reachable)
        .containsExactly(false, true, true);

    away.close();
    answer(ask(client, 3));
    assertThat(far.requests()).hasSize(1);
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void homeThatDrains_isLeft() throws Exception {
    WeirClient client = connectToBoth(config(home));
    home.lastPeer().reply(0, draining());
    await().until(() -> client.regions().get(1).share() == 100);
    answer(ask(client, 1));
    assertThat(away.requests()).hasSize(1);
  }

  @Test
  void homeThatFreezes_isLeft_andWhatItHasIsAskedElsewhere() throws Exception {
    WeirClient client = connectToBoth(impatient(SUSPECT_AFTER, home));
    answer(ask(client, 1));
    home.freeze();
    answer(ask(client, 2));
    assertThat(flagsOf(away, 2)).containsExactly(false);
    answer(ask(client, 3));
    assertThat(flagsOf(away, 3)).containsExactly(false);
    assertThat(client.regions().get(0).reachable()).isFalse();
  }

  @Test
  void wholeRegionThatFreezes_theLastTryGoesElsewhere() throws Exception {
    FakeNode second = node("eu-2", FakeNode.ACKNOWLEDGE);
    FakeNode third = node("eu-3", FakeNode.ACKNOWLEDGE);
    FakeNode fourth = node("eu-4", FakeNode.ACKNOWLEDGE);
    home.tell(shared(1, 4, home, second, third, fourth));
    WeirClient client = connectToBoth(impatient(SUSPECT_AFTER, home, second, third, fourth));
    for (FakeNode node : List.of(home, second, third, fourth)) {
      untilSomethingIsServedBy(node, client);
    }
    List.of(home, second, third, fourth).forEach(FakeNode::freeze);

    answer(ask(client, 7));

    assertThat(flagsOf(away, 7)).containsExactly(false);
  }

  @Test
  void errorsOfHome_neverMakeTheClientLeave() throws Exception {
    home.script((peer, frame) ->
        peer.reply(
            frame.id(), new Reply.Refused(ErrorCode.UNAVAILABLE, "database", Duration.ZERO)));
    WeirClient client = connectToBoth(config(home));
    for (int i = 0; i < 20; i++) {
      assertFails(ask(client, i), ErrorCode.UNAVAILABLE);
    }
    assertThat(away.requests()).isEmpty();
    assertThat(client.regions().get(0).share()).isEqualTo(100);
  }

  @Test
  void oneNodeOfHomeThatDies_itsOthersServe() throws Exception {
    FakeNode second = node("eu-2", FakeNode.ACKNOWLEDGE);
    home.tell(shared(1, 64, home, second));
    WeirClient client = connectToBoth(config(home, second));
    untilSomethingIsServedBy(second, client);
    home.close();
    for (int i = 0; i < 100; i++) {
      answer(askOf(client, new ChannelId(i)));
    }
    assertThat(away.requests()).isEmpty();
    assertThat(client.regions().get(0).share()).isEqualTo(100);
  }

  @Test
  void homeComesBack_inSteps_andARelapseHoldsItDownForLonger() throws Exception {
    int port = home.address().port();
    WeirClient client = connectToBoth(config(home));
    home.close();
    answer(ask(client, 1));

    FakeNode again = closing(new FakeNode("eu-1", FakeNode.ACKNOWLEDGE, port));
    awaitHome(client, true);
    assertThat(servedAtHome(client, again)).isZero();

    advance(Duration.ofSeconds(2), client);
    assertThat(servedAtHome(client, again)).isBetween(10, 40);
    advance(Duration.ofSeconds(1), client);
    assertThat(servedAtHome(client, again)).isBetween(35, 65);

    again.close();
    awaitHome(client, false);
    FakeNode third = closing(new FakeNode("eu-1", FakeNode.ACKNOWLEDGE, port));
    awaitHome(client, true);
    advance(Duration.ofSeconds(2), client);
    assertThat(servedAtHome(client, third)).isZero();
    advance(Duration.ofSeconds(2), client);
    assertThat(servedAtHome(client, third)).isBetween(10, 40);
    advance(Duration.ofSeconds(3), client);
    assertThat(servedAtHome(client, third)).isEqualTo(100);
    assertThat(client.regions()).extracting(RegionState::share).containsExactly(100, 0);
  }

  @Test
  void held_homeServesAllTheSame_ifNobodyElseCan() throws Exception {
    int port = home.address().port();
    WeirClient client = connectToBoth(config(home));
    home.close();
    answer(ask(client, 1));
    FakeNode again = closing(new FakeNode("eu-1", FakeNode.ACKNOWLEDGE, port));
    awaitHome(client, true);
    away.close();
    answer(ask(client, 2));
    assertThat(again.requests()).hasSize(1);
  }

  @Test
  void advice_takesItsShareElsewhere_andAllOfIt_isStillHeardOf() throws Exception {
    home.script(
        (peer, frame) -> peer.reply(away(frame.id(), new Reply.Answered(new Acknowledged()), 60)));
    home.onPing((peer, frame) -> peer.reply(away(frame.id(), new Reply.Pong(), 60)));
    WeirClient client = connectToBoth(config(home));
    answer(ask(client, 1));
    assertThat(servedAtHome(client, home)).isBetween(25, 55);

    home.script(
        (peer, frame) -> peer.reply(away(frame.id(), new Reply.Answered(new Acknowledged()), 100)));
    home.onPing((peer, frame) -> peer.reply(away(frame.id(), new Reply.Pong(), 100)));
    assertThat(servedAtHome(client, home)).isBetween(0, 55);
    for (int i = 0; i < 10; i++) {
      long pings = home.pings();
      ahead.addAndGet(Duration.ofSeconds(1).toNanos());
      answer(ask(client, 2));
      await().until(() -> home.pings() > pings);
      assertThat(servedAtHome(client, home)).isZero();
    }
    assertThat(client.regions()).extracting(RegionState::share).containsExactly(0, 100);

    home.script(FakeNode.ACKNOWLEDGE);
    home.onPing((peer, frame) -> peer.reply(frame.id(), new Reply.Pong()));
    advance(Duration.ofSeconds(6), client);
    assertThat(servedAtHome(client, home)).isPositive();
    advance(Duration.ofSeconds(4), client);
    assertThat(servedAtHome(client, home)).isEqualTo(100);
  }

  @Test
  void adviceOfAnotherRegion_isNotOurs() throws Exception {
    WeirClient client = connectToBoth(config(home));
    away.lastPeer().reply(away(0, new Reply.Pong(), 100));
    away.lastPeer().reply(0, draining());
    await().until(() -> away.hellos().size() > 1);
    assertThat(servedAtHome(client, home)).isEqualTo(100);
  }

  @Test
  void homeThatIsDown_doesNotKeepAClientFromStarting() throws Exception {
    home.close();
    WeirClient client = connect(config(home).withRegion(elsewhere("us", away)));
    answer(ask(client, 1));
    assertThat(away.requests()).hasSize(1);
  }

  @Test
  void homeThatSaysNothing_isWaitedForOnlyForAWhile() throws Exception {
    home.onHello(FakeNode.SILENCE);
    WeirClient client =
        connect(
            config(home)
                .withConnecting(connecting(Duration.ofSeconds(19), Duration.ofSeconds(10)))
                .withRegion(elsewhere("us", away)));
    answer(ask(client, 1));
    assertThat(away.requests()).hasSize(1);
  }

  @Test
  void nodeOfAnotherRegionThanItsName_isAskedNothing() throws Exception {
    WeirClient client = connect(config(home).withRegion(elsewhere("ap", away)));
    await().until(() -> away.hellos().size() > 1);
    assertThat(client.regions().get(1))
        .isEqualTo(new RegionState(Optional.of(AP), false, false, 0));
    home.close();
    awaitHome(client, false);
    assertFails(ask(client, append(1), Duration.ofMillis(100)), ErrorCode.NOT_CONNECTED);
    assertThat(away.requests()).isEmpty();
  }

  @Test
  void nothingReachable_requestsWaitForWhoeverComesFirst() throws Exception {
    int port = away.address().port();
    WeirClient client = connectToBoth(config(home));
    home.close();
    away.close();
    awaitHome(client, false);
    await().until(() -> !client.regions().get(1).reachable());
    CompletableFuture<Acknowledged> waiting = ask(client, 1);
    FakeNode again = closing(new FakeNode("us-1", FakeNode.ACKNOWLEDGE, port));
    answer(waiting);
    assertThat(again.requests()).hasSize(1);
  }

  private WeirClient connectToBoth(ClientConfig config) {
    WeirClient client =
        closing(
            WeirClient.on(
                config.withRegion(elsewhere("us", away)),
                new MachineGround(
                    () -> System.nanoTime() + ahead.get(),
                    InstantSource.system(),
                    new SplittableRandom(1))));
    client.awaitFirstWelcome();
    await().until(() -> client.regions().stream().allMatch(RegionState::reachable));
    return client;
  }

  private static void awaitHome(WeirClient client, boolean reachable) {
    await().atMost(SOON).until(() -> client.regions().get(0).reachable() == reachable);
  }

  /** Lets time pass for the client; an answer says that it has seen it. */
  private void advance(Duration time, WeirClient client) throws Exception {
    ahead.addAndGet(time.toNanos());
    answer(ask(client, 99));
    answer(ask(client, 99));
  }

  /** Of a hundred channels. */
  private static int servedAtHome(WeirClient client, FakeNode home) throws Exception {
    int before = home.requests().size();
    for (long channel : LongStream.range(0, 100).toArray()) {
      answer(askOf(client, new ChannelId(channel)));
    }
    return home.requests().size() - before;
  }

  private static void untilSomethingIsServedBy(FakeNode node, WeirClient client) {
    AtomicLong channel = new AtomicLong();
    await()
        .atMost(SOON)
        .until(() -> {
          int before = node.requests().size();
          answer(askOf(client, new ChannelId(channel.getAndIncrement())));
          return node.requests().size() > before;
        });
  }

  /** By a deadline of the client's own time. */
  private static CompletableFuture<Acknowledged> askOf(WeirClient client, ChannelId channel) {
    return client.append(append(channel, 1), client.call()).toCompletableFuture();
  }

  private static ResponseFrame away(long id, Reply reply, int share) {
    return new ResponseFrame(
        id, 1_700_000_000_000_000L, Optional.empty(), OptionalInt.of(share), reply);
  }

  private static Elsewhere elsewhere(String region, FakeNode... nodes) {
    List<NodeAddress> contacts = Arrays.stream(nodes).map(FakeNode::address).toList();
    return new Elsewhere(new Region(region), contacts);
  }
}
