package dev.weir.node.cli;

import dev.weir.node.admin.Check;
import dev.weir.node.admin.EpochView;
import dev.weir.node.admin.MemberView;
import dev.weir.node.admin.NodeView;
import dev.weir.node.admin.RegionView;
import dev.weir.node.cli.RegionAdmin.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A region as one of its nodes sees it, with what each member says of itself. */
final class RegionHealth implements Watching.Picture {

  private static final String READY = "ready";
  private static final String GONE = "gone";

  private final NodeView seen;
  private final Map<String, Reply<NodeView>> said;
  private final List<RegionView> neighbours;

  /**
   * A region.
   *
   * @param seen what the node says that was asked first
   * @param said what each member says, by name
   * @param neighbours what the node knows of other regions
   */
  RegionHealth(NodeView seen, Map<String, Reply<NodeView>> said, List<RegionView> neighbours) {
    this.seen = seen;
    this.said = said;
    this.neighbours = List.copyOf(neighbours);
  }

  /** What a member is about to do, in a word. */
  static String state(MemberView member) {
    if (!member.present()) {
      return GONE;
    }
    return switch (member.phase()) {
      case MemberView.SERVING -> "up";
      case MemberView.DRAINING -> "DRAINING";
      case "restarting" -> "RESTARTING";
      default -> "?";
    };
  }

  /** Whether every member that is there is ready, and none is cut off. */
  boolean isHealthy() {
    return seen.ready()
        && !seen.degraded()
        && said.values().stream().noneMatch(reply -> answer(reply, NodeView::degraded))
        && seen.members().stream()
            .filter(MemberView::present)
            .allMatch(member -> health(member).equals(READY));
  }

  private static boolean answer(Reply<NodeView> reply, Predicate<NodeView> question) {
    return reply.answer().filter(question).isPresent();
  }

  private Optional<NodeView> view(MemberView member) {
    Reply<NodeView> reply = said.get(member.node());
    return reply == null ? Optional.empty() : reply.answer();
  }

  private String health(MemberView member) {
    return view(member).map(RegionHealth::health).orElse(member.present() ? "unreachable" : "-");
  }

  private static String health(NodeView view) {
    if (view.degraded()) {
      return "DEGRADED";
    }
    return view.ready()
        ? READY
        : "not ready: "
            + view.checks().stream()
                .filter(check -> !check.ok())
                .map(Check::name)
                .collect(Collectors.joining(", "));
  }

  /** A member knows best itself whether it coordinates. */
  private boolean isCoordinator(MemberView member) {
    return view(member)
        .flatMap(view ->
            view.members().stream().filter(each -> each.node().equals(view.node())).findFirst())
        .orElse(member)
        .coordinator();
  }

  /** What an operator should not overlook. */
  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Map<String, NodeView> views = new LinkedHashMap<>(Map.of(seen.node(), seen));
    said.forEach((node, reply) -> reply.answer().ifPresent(view -> views.put(node, view)));
    views.forEach((node, view) -> {
      if (view.degraded()) {
        warnings.add(
            "DEGRADED: %s is cut off from most of its region; it serves by the table that it has"
                .formatted(node));
      }
    });
    for (MemberView member : seen.members()) {
      Reply<NodeView> reply = said.get(member.node());
      if (member.present() && reply != null && reply.answer().isEmpty()) {
        warnings.add("%s is unreachable: %s".formatted(member.node(), reply.problem()));
      }
    }
    disagreement(views, RegionHealth::epoch)
        .ifPresent(parts ->
            warnings.add(
                "members disagree on the epoch (%s): unless it passes in a moment, the region is split"
                    .formatted(parts)));
    disagreement(views, RegionHealth::presentMembers)
        .ifPresent(parts -> warnings.add("members disagree on who is there (%s)".formatted(parts)));
    return warnings;
  }

  /** Who says what, unless all say the same. */
  private static Optional<String> disagreement(
      Map<String, NodeView> views, Function<NodeView, String> question) {
    Map<String, List<String>> sayings = new TreeMap<>();
    views.forEach((node, view) ->
        sayings.computeIfAbsent(question.apply(view), _ -> new ArrayList<>()).add(node));
    return sayings.size() < 2
        ? Optional.empty()
        : Optional.of(
            sayings.entrySet().stream()
                .map(each ->
                    "%s: %s".formatted(String.join(" and ", each.getValue()), each.getKey()))
                .collect(Collectors.joining("; ")));
  }

  private static String presentMembers(NodeView view) {
    return view.members().stream()
        .filter(MemberView::present)
        .map(MemberView::node)
        .collect(Collectors.joining(" "));
  }

  private static String epoch(NodeView view) {
    return view.epoch().map(EpochView::toString).orElse("none");
  }

  @Override
  public int show(Output output) {
    if (output.isJson()) {
      output.json(json());
    } else {
      print(output);
    }
    return isHealthy() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private void print(Output output) {
    long present = seen.members().stream().filter(MemberView::present).count();
    long healthy =
        seen.members().stream()
            .filter(member -> member.present() && health(member).equals(READY))
            .count();
    String head =
        Plain.text(
            "region %s: %s, %d of %d members healthy"
                .formatted(
                    seen.region(),
                    seen.epoch()
                        .map(epoch -> "epoch %s, %d ranges".formatted(epoch, seen.ranges()))
                        .orElse("no table of ranges yet"),
                    healthy,
                    present));
    output.line(isHealthy() ? output.style().green(head) : output.style().red(head));
    TextTable table =
        TextTable.of("NODE", "ADDRESS", "STATE", "HEALTH", "OWNED", "STANDBY", "WEIGHT", "ROLE");
    for (MemberView member : seen.members()) {
      table.row(
          member.node(),
          member.address(),
          state(member),
          health(member),
          member.owned(),
          member.standby(),
          member.weight(),
          isCoordinator(member) ? "coordinator" : "");
    }
    table.print(output);
    if (!neighbours.isEmpty()) {
      output.line("");
      RegionTable.printNeighbours(output, neighbours);
    }
    for (String warning : warnings()) {
      output.line(output.style().bold(output.style().red(Plain.text(warning))));
    }
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("region", seen.region());
    json.put("seen_by", seen.node());
    json.put("healthy", isHealthy());
    seen.epoch().ifPresent(epoch -> json.put("epoch", epoch));
    json.put("ranges", seen.ranges());
    json.put("members", seen.members().stream().map(this::json).toList());
    json.put("regions", neighbours.stream().map(RegionTable::json).toList());
    json.put("warnings", warnings());
    return json;
  }

  private Map<String, Object> json(MemberView member) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", member.node());
    json.put("address", member.address());
    json.put("admin", member.admin());
    json.put("state", state(member));
    json.put("health", health(member));
    json.put("present", member.present());
    view(member)
        .ifPresent(view -> {
          json.put("ready", view.ready());
          json.put("degraded", view.degraded());
          json.put("checks", view.checks());
          view.epoch().ifPresent(epoch -> json.put("epoch", epoch));
        });
    json.put("owned", member.owned());
    json.put("standby", member.standby());
    json.put("weight", member.weight());
    json.put("coordinator", isCoordinator(member));
    return json;
  }
}
