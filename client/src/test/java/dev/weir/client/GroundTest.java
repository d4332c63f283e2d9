package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.client.ScriptedNode.Mood;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.messages.Request;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The client on somebody else's ground: minutes of silence, deadlines and pauses in no time, on one
 * thread, and the same ones each time.
 */
class GroundTest {

  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final MessageId ID = MessageId.of(1_767_225_600_000L, 0, 1, 0);
  private static final int[] NOBODY = {-1};
  private static final long ONE_WAY = FakeGround.LATENCY_NANOS;

  private final VirtualTime time = new VirtualTime();
  private final FakeGround ground = new FakeGround(time, 1);
  private final ScriptedNode first = ground.node("eu-1");
  private final ScriptedNode second = ground.node("eu-2");

  @Test
  void request_isAnswered_onOneThread() {
    WeirClient client = connected();
    Outcome outcome = ask(client, 1);
    assertThat(outcome.isThere()).isFalse();
    time.passMillis(1);
    assertThat(outcome.atNanos()).isEqualTo(time.nowNanos());
    assertThat(outcome.isGood()).isTrue();
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void silentNode_isSuspectAfter200Milliseconds_andAnotherOneIsAsked() {
    WeirClient client = connected();
    first.mood(Mood.FROZEN);
    long askedNanos = time.nowNanos();
    Outcome outcome = ask(client, 1);
    time.pass(Duration.ofSeconds(1));
    // Nobody else was connected: a connection and its HELLO come before the request.
    long suspectNanos = askedNanos + TimeUnit.MILLISECONDS.toNanos(200);
    assertThat(second.connectNanos()).containsExactly(suspectNanos + ONE_WAY);
    assertThat(second.arrivalNanos()).containsExactly(suspectNanos + 5 * ONE_WAY);
    assertThat(outcome.atNanos()).isEqualTo(suspectNanos + 6 * ONE_WAY);
    assertThat(outcome.isGood()).isTrue();
  }

  @Test
  void slowNode_isNotSuspect_butTheDeadlineHolds() {
    WeirClient client = connected();
    first.mood(Mood.SLOW);
    long askedNanos = time.nowNanos();
    Outcome outcome = ask(client, 1);
    time.pass(Duration.ofSeconds(60));
    assertThat(outcome.atNanos()).isEqualTo(askedNanos + TimeUnit.SECONDS.toNanos(5));
    assertThat(outcome.failure()).contains(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(second.connectNanos()).isEmpty();
  }

  @Test
  void nodeThatIsDown_isLeftAloneForEverLonger_thenFound() {
    first.mood(Mood.DOWN);
    WeirClient client = on(ground, first);
    Outcome late = ask(client, 1);
    time.pass(Duration.ofSeconds(60));
    assertThat(late.failure()).contains(ErrorCode.NOT_CONNECTED);
    assertThat(late.atNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(5));
    List<Long> knocks = first.connectNanos();
    for (int i = 1; i < knocks.size(); i++) {
      long bound = TimeUnit.MILLISECONDS.toNanos(Math.min(3_000, 100 << Math.min(i - 1, 10)));
      assertThat(knocks.get(i) - knocks.get(i - 1)).isBetween(2 * ONE_WAY, bound + 2 * ONE_WAY);
    }
    assertThat(knocks).hasSizeBetween(25, 80);

    first.mood(Mood.WELL);
    Outcome found = ask(client, 2);
    time.pass(Duration.ofSeconds(4));
    assertThat(found.isGood()).isTrue();
  }

  @Test
  void idleConnection_isPinged_andGivenUpAsDead() {
    WeirClient client = connected();
    time.pass(Duration.ofMinutes(10));
    assertThat(first.connectNanos()).hasSize(1);
    first.mood(Mood.FROZEN);
    time.pass(Duration.ofSeconds(41));
    assertThat(second.connectNanos()).hasSize(1);
    Outcome outcome = ask(client, 1);
    time.passMillis(2);
    assertThat(outcome.isGood()).isTrue();
  }

  @Test
  void largeRequest_goesThroughASmallSocket() {
    WeirClient client = connected();
    Outcome outcome = ask(client, new Append(CHANNEL, ID, 1, Body.of("x".repeat(5_000))));
    time.pass(Duration.ofSeconds(1));
    assertThat(outcome.isGood()).isTrue();
    assertThat(first.arrivalNanos()).hasSize(1);
  }

  @Test
  void close_endsAtOnce_alsoWithinATurn() {
    WeirClient client = connected();
    first.mood(Mood.SLOW);
    Outcome slow = ask(client, 1);
    time.passMillis(100);
    client.close();
    assertThat(slow.failure()).contains(ErrorCode.CLIENT_CLOSED);
    assertThat(ask(client, 2).failure()).contains(ErrorCode.CLIENT_CLOSED);

    first.mood(Mood.WELL);
    WeirClient other = connected();
    List<Outcome> within = new ArrayList<>();
    ask(other, 3)
        .then(() -> {
          within.add(ask(other, 4));
          other.close();
          within.add(ask(other, 5));
        });
    time.passMillis(10);
    assertThat(within)
        .allSatisfy(each -> assertThat(each.failure()).contains(ErrorCode.CLIENT_CLOSED));
    int events = time.trace().size();
    time.pass(Duration.ofMinutes(1));
    assertThat(time.trace()).hasSize(events);
  }

  @Test
  void blockingCall_isRefused_ratherThanWaitingForItself() {
    WeirClient client = connected();
    assertThatThrownBy(() -> client.channel(CHANNEL).latest(1))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void peers_andLinksToAnotherRegion_standOnTheSameGround() {
    ScriptedNode away = ground.node("us-1");
    Peers peers = Peers.on(PeersConfig.of(new NodeId("eu-1")), ground);
    RegionLink link =
        RegionLink.on(new Region("us"), List.of(away.contact()), Runnable::run, ground);
    peers.learn(table(first, second));
    time.passMillis(10);
    assertThat(link.isReachable()).isTrue();
    Call call = Call.by(Deadline.in(Duration.ofSeconds(1), ground.ticker()));
    Outcome ofPeer = new Outcome(time, peers.ask(new NodeId("eu-2"), append(1), call));
    Outcome ofLink = new Outcome(time, link.pass(append(2), call));
    time.passMillis(10);
    assertThat(ofPeer.isGood()).isTrue();
    assertThat(ofLink.isGood()).isTrue();
    assertThat(second.arrivalNanos()).hasSize(1);
    assertThat(away.arrivalNanos()).hasSize(1);
    peers.close();
    link.close();
  }

  @Test
  void sameSeed_sameTrace() {
    List<String> trace = badDay(7);
    assertThat(trace).hasSizeGreaterThan(1_000).isEqualTo(badDay(7));
    assertThat(trace).isNotEqualTo(badDay(8));
  }

  /** A client of two regions, whose nodes fall ill and recover at random. */
  private static List<String> badDay(long seed) {
    VirtualTime time = new VirtualTime();
    FakeGround ground = new FakeGround(time, seed);
    SplittableRandom random = new SplittableRandom(seed);
    ScriptedNode[] home = {ground.node("eu-1"), ground.node("eu-2"), ground.node("eu-3")};
    ScriptedNode[] away = {ground.node("us-1"), ground.node("us-2")};
    ScriptedNode[] all = {home[0], home[1], home[2], away[0], away[1]};
    WeirClient client =
        WeirClient.on(
            config(home).withRegion("us", "us-1:1", "us-2:1").withTimeout(Duration.ofSeconds(2)),
            ground);
    for (int i = 0; i < 1_000; i++) {
      if (random.nextInt(20) == 0) {
        all[random.nextInt(all.length)].mood(Mood.values()[random.nextInt(Mood.values().length)]);
      }
      int number = i;
      Outcome outcome = new Outcome(time, append(i).ask(client, client.call()));
      outcome.then(() -> time.note("request %d: %s".formatted(number, outcome.failure())));
      time.passMillis(random.nextInt(100));
    }
    client.close();
    time.note(client.regions().toString());
    return time.trace();
  }

  private WeirClient connected() {
    WeirClient client = on(ground, first, second);
    time.pass(Duration.ofSeconds(1));
    return client;
  }

  private static WeirClient on(FakeGround ground, ScriptedNode... nodes) {
    return WeirClient.on(config(nodes), ground);
  }

  private static ClientConfig config(ScriptedNode... nodes) {
    List<NodeAddress> contacts = Arrays.stream(nodes).map(ScriptedNode::contact).toList();
    return ClientConfig.of(contacts).withCallbacks(Runnable::run);
  }

  private static RangeTable table(ScriptedNode... nodes) {
    List<Member> members = Arrays.stream(nodes).map(ScriptedNode::member).toList();
    return RangeTable.of(
        new Region("eu"), new Epoch(1, members.get(0).node()), members, new int[] {0}, NOBODY);
  }

  private static Append append(long author) {
    return new Append(CHANNEL, ID, author, Body.of("hello"));
  }

  private Outcome ask(WeirClient client, long author) {
    return ask(client, append(author));
  }

  private Outcome ask(WeirClient client, Request<Acknowledged> request) {
    return new Outcome(time, request.ask(client, client.call()));
  }
}
