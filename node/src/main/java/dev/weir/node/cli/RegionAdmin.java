package dev.weir.node.cli;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.HotChannel;
import dev.weir.node.admin.MemberView;
import dev.weir.node.admin.NodeView;
import dev.weir.node.admin.OrderedView;
import dev.weir.node.admin.RangesView;
import dev.weir.node.admin.RegionsView;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The nodes of a region as operators reach them: any one of the contacts tells of the others, each
 * of which is then asked itself. Methods block.
 */
final class RegionAdmin implements AutoCloseable {

  /** A member that hangs must not hold up what the others say. */
  private static final Duration EACH = Duration.ofSeconds(2);

  private final AdminClient client;
  private final List<NodeAddress> contacts;

  /**
   * What a member said, or why it said nothing.
   *
   * @param answer empty if it is out of reach
   * @param problem empty if there is an answer
   */
  record Reply<T>(Optional<T> answer, String problem) {}

  RegionAdmin(AdminClient client, List<NodeAddress> contacts) {
    this.client = client;
    this.contacts = contacts;
  }

  /** The region, as the first of the contacts that answers sees it. */
  NodeView status() {
    return ofAny("/status", NodeView.class);
  }

  /**
   * All regions, as the first of the contacts that answers knows them.
   *
   * @throws WeirException {@code UNKNOWN_OPERATION} if that node is of an older version
   */
  RegionsView regions() {
    return ofAny("/regions", RegionsView.class);
  }

  /** Has the first of the contacts that can be reached give an order for a region. */
  OrderedView order(String path) {
    return firstThatAnswers(contact -> client.post(contact, path, OrderedView.class));
  }

  /**
   * Who owns what, as the first of the contacts that answers serves by it.
   *
   * @throws WeirException {@code UNAVAILABLE} if it has no table yet
   */
  RangesView ranges() {
    RangesView ranges = ofAny("/ranges", RangesView.class);
    if (ranges.epoch().isEmpty() || ranges.owners().isEmpty()) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE, "the region has no table of ranges yet: weir status shows more");
    }
    return ranges;
  }

  private <T> T ofAny(String path, Class<T> type) {
    return firstThatAnswers(contact -> client.get(contact, path, type));
  }

  /** What was refused by one is refused by all: only those who cannot answer are passed over. */
  private <T> T firstThatAnswers(Function<NodeAddress, T> question) {
    List<WeirException> failures = new ArrayList<>();
    for (NodeAddress contact : contacts) {
      try {
        return question.apply(contact);
      } catch (WeirException e) {
        if (e.code() == ErrorCode.EVACUATION_REFUSED || e.code() == ErrorCode.INVALID_ARGUMENT) {
          throw e;
        }
        failures.add(e);
      }
    }
    WeirException first = failures.getFirst();
    if (failures.size() == 1) {
      throw first;
    }
    throw new WeirException(
        first.code(),
        String.join(
            "; ", failures.stream().map(each -> String.valueOf(each.getMessage())).toList()),
        first);
  }

  /** What every member says of itself, by its name; {@code seen} is what one has said already. */
  Map<String, Reply<NodeView>> statuses(NodeView seen) {
    return each(
        seen.members(), member -> member.node().equals(seen.node()) ? seen : statusOf(member));
  }

  /** What each of these members is asked for most, by its name. */
  Map<String, Reply<List<HotChannel>>> tops(List<MemberView> members, int limit) {
    String path = "/top?limit=" + limit;
    return each(
        members, member -> List.of(client.get(address(member), path, HotChannel[].class, EACH)));
  }

  /**
   * What a member says of itself now.
   *
   * @throws WeirException {@code NOT_CONNECTED}, also if another node answers: where each tells
   *     operators to come to a loopback address, that is the one of this machine
   */
  NodeView statusOf(MemberView member) {
    NodeView view = client.get(address(member), "/status", NodeView.class, EACH);
    if (!view.node().equals(member.node())) {
      throw new WeirException(
          ErrorCode.NOT_CONNECTED,
          "%s tells operators to come to %s, where %s answers: set its admin.listen"
              .formatted(member.node(), member.admin(), view.node()));
    }
    return view;
  }

  /** Asks a member to give its ranges away, or to take some again. */
  NodeView drain(MemberView member, boolean away) {
    statusOf(member);
    return client.post(address(member), away ? "/drain" : "/drain?undo", NodeView.class);
  }

  private static NodeAddress address(MemberView member) {
    try {
      return NodeAddress.parse(member.admin());
    } catch (IllegalArgumentException e) {
      throw new WeirException(
          ErrorCode.NOT_CONNECTED,
          "%s tells operators to come to %s: %s"
              .formatted(member.node(), member.admin(), e.getMessage()),
          e);
    }
  }

  /** Asks all at once. */
  private static <T> Map<String, Reply<T>> each(
      List<MemberView> members, Function<MemberView, T> question) {
    Map<String, Reply<T>> replies = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, CompletableFuture<Reply<T>>> asked = new LinkedHashMap<>();
      for (MemberView member : members) {
        asked.put(
            member.node(), CompletableFuture.supplyAsync(() -> reply(member, question), threads));
      }
      asked.forEach((node, reply) -> replies.put(node, reply.join()));
    }
    return replies;
  }

  private static <T> Reply<T> reply(MemberView member, Function<MemberView, T> question) {
    try {
      return new Reply<>(Optional.of(question.apply(member)), "");
    } catch (WeirException e) {
      return new Reply<>(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
