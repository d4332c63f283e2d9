package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that freeze: their connections stay, and nothing comes of them. */
@Timeout(60)
class SuspicionTest extends RegionFixture {

  private static final Duration SUSPECT_AFTER = Duration.ofMillis(200);

  private final FakeNode owner = node("eu-1", FakeNode.ACKNOWLEDGE);
  private final FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);

  @Test
  void frozenOwner_theStandbyServes_untilTheOwnerSpeaks() throws Exception {
    WeirClient client = connectedToBoth(SUSPECT_AFTER);
    owner.freeze();

    long begin = System.nanoTime();
    answer(ask(client, 7));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(flagsOf(standby, 7)).containsExactly(true);

    answer(ask(client, 8));
    assertThat(flagsOf(standby, 8)).containsExactly(true);

    owner.thaw();
    untilServedBy(owner, client);
    answer(ask(client, 9));
    assertThat(flagsOf(owner, 9)).containsExactly(false);
    assertThat(owner.peers()).hasSize(1);
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void frozenNode_whileNobodyElseIsConnected_theStandbyIsDialledForIt() throws Exception {
    owner.tell(table(1, owner, standby));
    WeirClient client = connect(impatient(SUSPECT_AFTER, owner));
    answer(ask(client, 6));
    assertThat(standby.peers()).isEmpty();
    owner.freeze();
    answer(ask(client, 7));
    assertThat(flagsOf(standby, 7)).containsExactly(true);
  }

  @Test
  void frozenContact_withoutAnyTable_theNextContactServes() throws Exception {
    WeirClient client = connect(impatient(SUSPECT_AFTER, owner, standby));
    answer(ask(client, 6));
    owner.freeze();
    answer(ask(client, 7));
    assertThat(flagsOf(standby, 7)).containsExactly(false);
    answer(ask(client, 8));
    assertThat(flagsOf(standby, 8)).containsExactly(false);
  }

  @Test
  void oneNodeAlone_isWaitedFor() throws Exception {
    owner.tell(table(1, owner));
    WeirClient client = connect(impatient(Duration.ofMillis(10), owner));
    answer(ask(client, 6));
    owner.freeze();
    CompletableFuture<Acknowledged> before = ask(client, 7);
    // Its deadline is later than the suspicion; what is asked then waits as well.
    assertFails(ask(client, append(1), Duration.ofMillis(500)), ErrorCode.DEADLINE_EXCEEDED);
    CompletableFuture<Acknowledged> after = ask(client, 8);

    owner.thaw();

    answer(before);
    answer(after);
    assertThat(flagsOf(owner, 7)).containsExactly(false);
    assertThat(flagsOf(owner, 8)).containsExactly(false);
    assertThat(owner.peers()).hasSize(1);
  }

  @Test
  void suspectsAnswer_isTakenIfItComesFirst_andTheOthersIsDropped() throws Exception {
    List<RequestFrame> held = new CopyOnWriteArrayList<>();
    WeirClient client = connectedToBoth(SUSPECT_AFTER);
    standby.script((peer, frame) -> held.add(frame));
    owner.freeze();
    CompletableFuture<Acknowledged> answer = ask(client, 7);
    await().until(() -> held.size() == 1);

    owner.thaw();

    answer(answer);
    standby.lastPeer().answer(held.get(0).id(), new Acknowledged());
    answer(ask(client, 8));
    assertThat(client.inFlight()).isZero();
    assertThat(standby.lastPeer().hasEnded()).isFalse();
  }

  @Test
  void suspectsRefusal_doesNotCountWhileAnotherIsAsked() throws Exception {
    List<RequestFrame> held = new CopyOnWriteArrayList<>();
    WeirClient client = connectedToBoth(SUSPECT_AFTER);
    standby.script((peer, frame) -> held.add(frame));
    owner.script((peer, frame) ->
        peer.reply(frame.id(), new Reply.Refused(ErrorCode.UNAVAILABLE, "frozen", Duration.ZERO)));
    owner.freeze();
    CompletableFuture<Acknowledged> answer = ask(client, 7);
    await().until(() -> held.size() == 1);

    owner.thaw();
    await().until(() -> owner.requests().stream().anyMatch(frame -> isBy(frame, 7)));
    assertFails(ask(client, 8), ErrorCode.UNAVAILABLE);

    standby.lastPeer().answer(held.get(0).id(), new Acknowledged());
    answer(answer);
  }

  @Test
  void refusalOfTheOtherNode_isNotKeptBackForASilentOne() throws Exception {
    WeirClient client = connectedToBoth(SUSPECT_AFTER);
    standby.script((peer, frame) ->
        peer.reply(frame.id(), new Reply.Refused(ErrorCode.OVERLOADED, "busy", Duration.ZERO)));
    owner.freeze();
    // The silent one may keep it yet.
    assertFails(ask(client, 7), ErrorCode.OUTCOME_UNKNOWN);
    assertFails(ask(client, new Get(CHANNEL, ID), SOON), ErrorCode.OVERLOADED);
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void suspectThatBreaks_leavesToTheOtherWhatItHas() throws Exception {
    List<RequestFrame> held = new CopyOnWriteArrayList<>();
    WeirClient client = connectedToBoth(SUSPECT_AFTER);
    standby.script((peer, frame) -> held.add(frame));
    owner.freeze();
    CompletableFuture<Acknowledged> answer = ask(client, 7);
    await().until(() -> held.size() == 1);

    owner.lastPeer().reset();

    // Who asks anything sees it dialled again, so the loss has been seen.
    await()
        .until(() -> {
          ask(client, 8);
          return owner.peers().size() == 2;
        });
    standby.lastPeer().answer(held.get(0).id(), new Acknowledged());
    answer(answer);
    assertThat(flagsOf(standby, 7)).containsExactly(true);
  }

  @Test
  void slowNodeThatAnswersPings_isNotSuspect() throws Exception {
    List<RequestFrame> held = new CopyOnWriteArrayList<>();
    WeirClient client = connectedToBoth(Duration.ofSeconds(1));
    owner.script((peer, frame) -> held.add(frame));
    CompletableFuture<Acknowledged> answer = ask(client, 7);
    long before = owner.pings();
    await().atMost(SOON).until(() -> owner.pings() >= before + 3);

    owner.lastPeer().answer(held.get(0).id(), new Acknowledged());

    answer(answer);
    assertThat(flagsOf(standby, 7)).isEmpty();
  }

  /** A client of the standby, which has come to know the owner. */
  private WeirClient connectedToBoth(Duration suspectAfter) throws Exception {
    standby.tell(table(1, owner, standby));
    WeirClient client = connect(impatient(suspectAfter, standby));
    untilServedBy(owner, client);
    return client;
  }
}
