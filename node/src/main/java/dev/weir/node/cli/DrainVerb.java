package dev.weir.node.cli;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.MemberView;
import dev.weir.node.admin.NodeView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a node give its ranges away. */
@Command(
    name = "drain",
    header = "Lets a node give its ranges away, so that it may be stopped.",
    description = {
      "The others take the node's ranges over, a part at a time; meanwhile it goes on serving. It"
          + " stays drained, and keeps its place in the region, until it is stopped or --undo is"
          + " given. A node that is only restarted need not be drained: its ranges are kept for"
          + " it.",
    },
    footer = {
      "  weir drain eu-2",
      "  weir drain eu-2 --wait 5m --admin eu-1:7480",
      "  weir drain eu-2 --undo",
    })
final class DrainVerb implements Verb {

  private static final Duration MAX_WAIT = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMillis(250);

  @Mixin private Operators operators = new Operators();

  @Parameters(paramLabel = "NODE", description = "The node's name, as weir status shows it.")
  private String node = "";

  @Option(names = "--undo", description = "Let it take ranges again.")
  private boolean undo;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description =
          "How long to wait until it owns no ranges, or with --undo serves again; 0s: not at all"
              + " (default: 60s).")
  private Duration patience = Duration.ofMinutes(1);

  @Override
  public int run(Shell shell) {
    if (patience.compareTo(MAX_WAIT) > 0) {
      throw WeirException.invalid("wait %s: at most 1h".formatted(patience));
    }
    try (RegionAdmin region = operators.open(shell)) {
      MemberView member = member(region.status());
      NodeView asked = region.drain(member, !undo);
      boolean waits = patience.isPositive();
      tell(shell.output(), waits ? await(shell, region, member) : asked);
    }
    return ExitStatus.OK;
  }

  private MemberView member(NodeView seen) {
    Members.require(node, seen.members().stream().map(MemberView::node).toList());
    MemberView member = of(seen).orElseThrow();
    if (!member.present()) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE, "%s is gone: there is nothing to drain".formatted(node));
    }
    boolean drains = member.phase().equals(MemberView.DRAINING);
    if (!undo && !drains && seen.members().stream().noneMatch(this::takesRanges)) {
      throw WeirException.invalid(
          "no other node of region %s serves: nobody would take the ranges of %s"
              .formatted(seen.region(), node));
    }
    return member;
  }

  private boolean takesRanges(MemberView other) {
    return !other.node().equals(node)
        && other.present()
        && other.weight() > 0
        && other.phase().equals(MemberView.SERVING);
  }

  private Optional<MemberView> of(NodeView view) {
    return view.members().stream().filter(each -> each.node().equals(node)).findFirst();
  }

  /** Asks the node how far it is until it is there. */
  private NodeView await(Shell shell, RegionAdmin region, MemberView member) {
    LiveLine line = new LiveLine(shell.output());
    long patienceEnds = shell.ticker().nanos() + patience.toNanos();
    String last = "";
    try {
      do {
        try {
          NodeView now = region.statusOf(member);
          if (of(now).filter(this::isDone).isPresent()) {
            return now;
          }
          last = of(now).map(self -> "it owns %d ranges".formatted(self.owned())).orElse("");
          line.show(Plain.text("%s: %s".formatted(node, last)));
        } catch (WeirException e) {
          last = String.valueOf(e.getMessage());
          line.show(Plain.text(last));
        }
        LockSupport.parkNanos(LOOK.toNanos());
      } while (shell.ticker().nanos() - patienceEnds < 0);
    } finally {
      line.end();
    }
    throw new WeirException(
        ErrorCode.DEADLINE_EXCEEDED,
        "%s was asked to, but is not there after %d s: %s; weir status%s shows how it goes on"
            .formatted(node, patience.toSeconds(), last, operators.asGiven()));
  }

  private boolean isDone(MemberView self) {
    return undo
        ? self.phase().equals(MemberView.SERVING)
        : self.phase().equals(MemberView.DRAINING) && self.owned() == 0;
  }

  private void tell(Output output, NodeView view) {
    MemberView self =
        of(view)
            .orElseThrow(() ->
                new WeirException(
                    ErrorCode.UNAVAILABLE, "%s does not know itself yet".formatted(node)));
    if (output.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("node", node);
      json.put("state", RegionHealth.state(self));
      json.put("done", isDone(self));
      json.put("owned", self.owned());
      json.put("standby", self.standby());
      view.epoch().ifPresent(epoch -> json.put("epoch", epoch));
      output.json(json);
    } else if (undo) {
      output.line(
          isDone(self)
              ? "%s serves, and is given ranges again".formatted(node)
              : "%s was asked to serve again".formatted(node));
    } else {
      output.line(
          isDone(self)
              ? "%s owns no ranges: it may be stopped".formatted(node)
              : "%s gives its ranges away: it owns %d".formatted(node, self.owned()));
    }
  }
}
