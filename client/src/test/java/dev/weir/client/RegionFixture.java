package dev.weir.client;

import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.ErrorCode;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Several nodes that know of each other: their tables, and what a client makes of them. */
class RegionFixture extends ClientFixture {

  private static final Region EU = new Region("eu");

  FakeNode node(String name, FakeNode.Script script) {
    return closing(new FakeNode(name, script, 0));
  }

  /** A client that suspects whoever is silent for so long. */
  static ClientConfig impatient(Duration suspectAfter, FakeNode... contacts) {
    ClientConfig config = config(contacts);
    return config.withConnecting(impatient(suspectAfter, config.connecting()));
  }

  static ClientConfig.Connecting impatient(
      Duration suspectAfter, ClientConfig.Connecting connecting) {
    return new ClientConfig.Connecting(
        connecting.timeout(),
        connecting.attemptTimeout(),
        connecting.minBackoff(),
        connecting.maxBackoff(),
        connecting.pingInterval(),
        suspectAfter);
  }

  /** The first owns everything, the second stands by, the others are there too. */
  static RangeTable table(long number, FakeNode... nodes) {
    int standby = nodes.length > 1 ? 1 : -1;
    return RangeTable.of(EU, epoch(number), members(nodes), new int[] {0}, new int[] {standby});
  }

  /** Each owns as much as the others, and the next one stands by. */
  static RangeTable shared(long number, int ranges, FakeNode... nodes) {
    int[] owners = new int[ranges];
    int[] standbys = new int[ranges];
    Arrays.setAll(owners, range -> range % nodes.length);
    Arrays.setAll(standbys, range -> (range + 1) % nodes.length);
    return RangeTable.of(EU, epoch(number), members(nodes), owners, standbys);
  }

  static Epoch epoch(long number) {
    return new Epoch(number, new NodeId("eu-1"));
  }

  private static List<Member> members(FakeNode... nodes) {
    return Arrays.stream(nodes).map(FakeNode::member).toList();
  }

  /** Asks until it is this node that serves; all nodes acknowledge meanwhile. */
  static void untilServedBy(FakeNode node, WeirClient client) {
    untilServedBy(node, client, CHANNEL);
  }

  static void untilServedBy(FakeNode node, WeirClient client, ChannelId channel) {
    await()
        .atMost(SOON)
        .until(() -> {
          int before = node.requests().size();
          answer(ask(client, append(channel, 99), SOON));
          return node.requests().size() > before;
        });
  }

  static Append append(ChannelId channel, long author) {
    return new Append(channel, ID, author, Body.of("hello"));
  }

  /** Of each request of this author that arrived here: whether it is to be served here. */
  static List<Boolean> flagsOf(FakeNode node, long author) {
    return asks(node).stream()
        .filter(ask -> ask.request() instanceof Append append && append.author() == author)
        .map(Query.Ask::forwarded)
        .toList();
  }

  static List<Query.Ask> asks(FakeNode node) {
    return node.requests().stream().map(RequestFrame::query).map(Query.Ask.class::cast).toList();
  }

  static Reply draining() {
    return new Reply.Refused(ErrorCode.DRAINING, "restarting", Duration.ZERO);
  }

  static boolean isBy(RequestFrame frame, long author) {
    return frame.query() instanceof Query.Ask ask
        && ask.request() instanceof Append append
        && append.author() == author;
  }
}
