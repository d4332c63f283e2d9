package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.RangeTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** To whom requests go, by the tables that nodes tell. */
@Timeout(60)
class RoutingTest extends RegionFixture {

  @Test
  void eachRequest_goesToTheOwnerOfItsChannel() throws Exception {
    FakeNode[] nodes = {
      node("eu-1", FakeNode.ACKNOWLEDGE),
      node("eu-2", FakeNode.ACKNOWLEDGE),
      node("eu-3", FakeNode.ACKNOWLEDGE)
    };
    RangeTable table = shared(1, 64, nodes);
    nodes[0].tell(table);
    // Only one of them is configured: the table says where the others are.
    WeirClient client = connect(nodes[0]);
    List<ChannelId> channels = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      channels.add(new ChannelId(i));
      untilServedBy(ownerOf(channels.get(i), table, nodes), client, channels.get(i));
    }

    for (ChannelId channel : channels) {
      answer(ask(client, append(channel, 1_000 + channel.value()), SOON));
    }

    Set<FakeNode> served = new HashSet<>();
    for (ChannelId channel : channels) {
      FakeNode owner = ownerOf(channel, table, nodes);
      served.add(owner);
      assertThat(flagsOf(owner, 1_000 + channel.value())).containsExactly(false);
    }
    assertThat(served).hasSize(3);
  }

  @Test
  void newerTable_movesRequests_andAnOlderOneDoesNot() throws Exception {
    FakeNode first = node("eu-1", FakeNode.ACKNOWLEDGE);
    FakeNode second = node("eu-2", FakeNode.ACKNOWLEDGE);
    first.tell(table(5, first, second));
    WeirClient client = connect(first);
    answer(ask(client, 1));
    assertThat(first.follows()).containsExactly(new Query.FollowTable(Optional.empty()));

    first.tell(table(6, second, first));
    untilServedBy(second, client);
    await().until(() -> second.follows().size() == 1);
    assertThat(second.follows()).containsExactly(new Query.FollowTable(Optional.of(epoch(6))));

    second.tell(table(5, first, second));
    answer(ask(client, 2));
    answer(ask(client, 3));
    assertThat(flagsOf(second, 3)).containsExactly(false);
  }

  @Test
  void resetOfTheOwner_theStandbyIsToldToServe() throws Exception {
    FakeNode owner = node("eu-1", FakeNode.ACKNOWLEDGE);
    FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);
    WeirClient client = connectedToBoth(owner, standby);
    owner.script((peer, frame) -> peer.reset());

    answer(ask(client, 7));

    assertThat(flagsOf(owner, 7)).containsExactly(false);
    assertThat(flagsOf(standby, 7)).containsExactly(true);
  }

  @Test
  void drainingOwner_theStandbyIsToldToServe_thisRequestAndTheNext() throws Exception {
    FakeNode owner = node("eu-1", FakeNode.ACKNOWLEDGE);
    FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);
    WeirClient client = connectedToBoth(owner, standby);
    owner.script((peer, frame) -> peer.reply(frame.id(), draining()));

    answer(ask(client, 7));
    assertThat(flagsOf(owner, 7)).containsExactly(false);
    assertThat(flagsOf(standby, 7)).containsExactly(true);
  }

  @Test
  void deadOwner_isDialledAgain_andGetsItsRequestsBack() throws Exception {
    FakeNode owner = node("eu-1", FakeNode.ACKNOWLEDGE);
    FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);
    WeirClient client = connectedToBoth(owner, standby);
    int port = owner.address().port();
    owner.close();
    untilServedBy(standby, client);
    answer(ask(client, 7));
    assertThat(flagsOf(standby, 7)).containsExactly(true);

    FakeNode again = closing(new FakeNode("eu-1", FakeNode.ACKNOWLEDGE, port));

    untilServedBy(again, client);
    answer(ask(client, 8));
    assertThat(flagsOf(again, 8)).containsExactly(false);
  }

  @Test
  void ownerThatIsNotConnectedYet_isAskedByAnother_untilItIs() throws Exception {
    CountDownLatch later = new CountDownLatch(1);
    FakeNode other = node("eu-1", FakeNode.ACKNOWLEDGE);
    FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);
    FakeNode owner = node("eu-3", FakeNode.ACKNOWLEDGE);
    owner.onHello((peer, frame) -> {
      later.await();
      owner.welcoming(10).receive(peer, frame);
    });
    other.tell(table(1, owner, standby, other));
    WeirClient client = connect(other);
    answer(ask(client, 6));

    answer(ask(client, 7));
    assertThat(flagsOf(other, 7)).containsExactly(false);
    await().until(() -> owner.hellos().size() == 1);
    answer(ask(client, 8));
    assertThat(flagsOf(other, 8)).containsExactly(false);

    later.countDown();
    untilServedBy(owner, client);
    assertThat(standby.peers()).isEmpty();
  }

  @Test
  void neitherOwnerNorStandby_anyOtherAsksForUs() throws Exception {
    FakeNode owner = node("eu-1", FakeNode.ACKNOWLEDGE);
    FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);
    FakeNode other = node("eu-3", FakeNode.ACKNOWLEDGE);
    other.tell(table(1, owner, standby, other));
    WeirClient client = connect(other);
    owner.close();
    standby.close();
    for (int i = 0; i < 5; i++) {
      answer(ask(client, 7));
    }
    assertThat(flagsOf(other, 7)).containsOnly(false).hasSize(5);
  }

  @Test
  void fullNode_holdsNobodyElseBack() throws Exception {
    List<RequestFrame> held = new CopyOnWriteArrayList<>();
    FakeNode full = node("eu-1", (peer, frame) -> held.add(frame));
    full.onHello(full.welcoming(1));
    FakeNode free = node("eu-2", FakeNode.ACKNOWLEDGE);
    RangeTable table = shared(1, 2, full, free);
    ChannelId fulls = channelOf(full, table, full, free);
    ChannelId frees = channelOf(free, table, full, free);
    free.tell(table);
    WeirClient client = connect(free);
    answer(ask(client, append(frees, 1), SOON));
    List<CompletableFuture<Acknowledged>> waiting = new ArrayList<>();
    await()
        .until(() -> {
          if (held.isEmpty()) {
            waiting.add(ask(client, append(fulls, 2), SOON));
          }
          return !held.isEmpty();
        });
    for (int i = 0; i < 10; i++) {
      waiting.add(ask(client, append(fulls, 3), SOON));
    }

    answer(ask(client, append(frees, 4), SOON));

    assertThat(held).hasSize(1);
    full.script(FakeNode.ACKNOWLEDGE);
    full.lastPeer().answer(held.get(0).id(), new Acknowledged());
    for (CompletableFuture<Acknowledged> each : waiting) {
      answer(each);
    }
    assertThat(flagsOf(full, 3)).containsOnly(false).hasSize(10);
  }

  @Test
  void whatWaitsForAFullNode_goesElsewhereWhenItBreaks() throws Exception {
    FakeNode owner = node("eu-1", FakeNode.ACKNOWLEDGE);
    owner.onHello(owner.welcoming(1));
    FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);
    WeirClient client = connectedToBoth(owner, standby);
    owner.script(FakeNode.SILENCE);
    List<CompletableFuture<Acknowledged>> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(ask(client, 7));
    }
    await().until(() -> flagsOf(owner, 7).size() == 1);
    owner.close();
    for (CompletableFuture<Acknowledged> each : waiting) {
      answer(each);
    }
    assertThat(flagsOf(standby, 7)).containsOnly(true).hasSize(10);
  }

  @Test
  void memberThatLeaves_isClosedOnceItHasAnswered_andAConfiguredOneIsKept() throws Exception {
    List<RequestFrame> held = new CopyOnWriteArrayList<>();
    FakeNode contact = node("eu-1", FakeNode.ACKNOWLEDGE);
    FakeNode leaver = node("eu-2", FakeNode.ACKNOWLEDGE);
    FakeNode stayer = node("eu-3", FakeNode.ACKNOWLEDGE);
    contact.tell(table(1, leaver, contact));
    WeirClient client = connect(contact);
    untilServedBy(leaver, client);
    leaver.script((peer, frame) -> held.add(frame));
    CompletableFuture<Acknowledged> underWay = ask(client, 7);
    await().until(() -> held.size() == 1);

    contact.tell(table(2, stayer));
    untilServedBy(stayer, client);

    assertThat(leaver.lastPeer().hasEnded()).isFalse();
    leaver.lastPeer().answer(held.get(0).id(), new Acknowledged());
    answer(underWay);
    await().until(() -> leaver.lastPeer().hasEnded());
    assertThat(contact.lastPeer().hasEnded()).isFalse();
    contact.tell(table(3, leaver, contact));
    leaver.script(FakeNode.ACKNOWLEDGE);
    untilServedBy(leaver, client);
    assertThat(leaver.peers()).hasSize(2);
  }

  @Test
  void nodeAtAnotherAddressThanTheTables_isKnownByItsName() throws Exception {
    FakeNode node = node("eu-1", FakeNode.ACKNOWLEDGE);
    node.tell(table(1, node));
    NodeAddress alias = new NodeAddress("localhost", node.address().port());
    WeirClient client =
        connect(ClientConfig.of(List.of(alias)).withConnecting(config(node).connecting()));
    for (int i = 0; i < 10; i++) {
      answer(ask(client, 7));
    }
    assertThat(node.peers()).hasSize(1);
  }

  @Test
  void ownerThatFailedAtAnotherAddressThanTheTables_hasFailed() throws Exception {
    FakeNode owner = node("eu-1", FakeNode.ACKNOWLEDGE);
    FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);
    NodeAddress alias = new NodeAddress("localhost", owner.address().port());
    owner.tell(table(1, standby, owner));
    WeirClient client =
        connect(
            ClientConfig.of(List.of(alias, standby.address()))
                .withConnecting(config(owner).connecting()));
    untilServedBy(standby, client);
    owner.tell(table(2, owner, standby));
    untilServedBy(owner, client);
    owner.script((peer, frame) -> peer.reset());
    answer(ask(client, 7));
    assertThat(flagsOf(standby, 7)).containsExactly(true);
  }

  @Test
  void callersFlag_isKept() throws Exception {
    FakeNode owner = node("eu-1", FakeNode.ACKNOWLEDGE);
    FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);
    WeirClient client = connectedToBoth(owner, standby);
    answer(client.append(append(7), client.call().forward()).toCompletableFuture());
    assertThat(flagsOf(owner, 7)).containsExactly(true);
  }

  @Test
  void requestOfNoChannel_goesToTheFirstContact() throws Exception {
    ChannelPage nothing = new ChannelPage(List.of(), Optional.empty());
    FakeNode owner = node("eu-1", FakeNode.ACKNOWLEDGE);
    FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);
    WeirClient client = connectedToBoth(owner, standby);
    standby.script((peer, frame) -> peer.answer(frame.id(), nothing));
    Channels channels = new Channels(Optional.empty(), 5);
    assertThat(answer(ask(client, channels, SOON))).isEqualTo(nothing);
    assertThat(asks(standby)).extracting(Query.Ask::request).contains(channels);
  }

  /** A client of the standby, which has come to know the owner. */
  private WeirClient connectedToBoth(FakeNode owner, FakeNode standby) throws Exception {
    standby.tell(table(1, owner, standby));
    WeirClient client = connect(standby);
    untilServedBy(owner, client);
    return client;
  }

  private static FakeNode ownerOf(ChannelId channel, RangeTable table, FakeNode... nodes) {
    return nodes[table.ownerIndex(table.rangeOf(channel))];
  }

  private static ChannelId channelOf(FakeNode node, RangeTable table, FakeNode... nodes) {
    long channel = 0;
    while (ownerOf(new ChannelId(channel), table, nodes) != node) {
      channel++;
    }
    return new ChannelId(channel);
  }
}
