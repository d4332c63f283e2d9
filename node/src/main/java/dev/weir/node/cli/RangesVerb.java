package dev.weir.node.cli;

import dev.weir.messages.WeirException;
import dev.weir.node.admin.EpochView;
import dev.weir.node.admin.RangesView;
import dev.weir.node.ingest.NumberOrName;
import dev.weir.topology.ChannelId;
import dev.weir.topology.ChannelRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir ranges}: who owns what. */
@Command(
    name = "ranges",
    header = "Shows which node owns which ranges of channels.",
    description =
        "Channels are hashed into ranges; requests of a channel meet at the node that owns its"
            + " range, or at its standby once the owner is gone.",
    subcommands = {RangesVerb.OwnerVerb.class, RangesVerb.ListVerb.class},
    synopsisSubcommandLabel = "(owner CHANNEL | ls)",
    footer = {"  weir ranges owner '#ubuntu'", "  weir ranges ls --node eu-1"})
final class RangesVerb implements Verb {

  @Override
  public int run(Shell shell) {
    throw WeirException.invalid("say weir ranges owner CHANNEL, or weir ranges ls");
  }

  private static String epoch(RangesView ranges) {
    return ranges.epoch().map(EpochView::toString).orElse("");
  }

  /** Who owns a channel. */
  @Command(
      name = "owner",
      header = "Shows which node owns a channel.",
      footer = {"  weir ranges owner '#ubuntu'", "  weir ranges owner 42 -o json"})
  static final class OwnerVerb implements Verb {

    @Mixin private Operators operators = new Operators();

    @Parameters(paramLabel = "CHANNEL", description = "The channel's number, or its name.")
    private NumberOrName channel = NumberOrName.of(0);

    @Override
    public int run(Shell shell) {
      ChannelId id = new ChannelId(channel.id());
      try (RegionAdmin region = operators.open(shell)) {
        RangesView ranges = region.ranges();
        int range = ChannelRange.indexOf(id, ranges.owners().size());
        if (shell.output().isJson()) {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("channel", id.toString());
          json.put("range", range);
          json.put("ranges", ranges.owners().size());
          json.put("owner", ranges.owner(range));
          ranges.standby(range).ifPresent(standby -> json.put("standby", standby));
          ranges.epoch().ifPresent(epoch -> json.put("epoch", epoch));
          shell.output().json(json);
        } else {
          TextTable.of("CHANNEL", "RANGE", "OWNER", "STANDBY", "EPOCH")
              .row(id, range, ranges.owner(range), ranges.standby(range).orElse("-"), epoch(ranges))
              .print(shell.output());
        }
      }
      return ExitStatus.OK;
    }
  }

  /**
   * Neighbouring ranges that the same nodes own and stand by for.
   *
   * @param to the last one
   */
  private record Stretch(int from, int to, String owner, Optional<String> standby) {

    boolean goesOn(String nextOwner, Optional<String> nextStandby) {
      return owner.equals(nextOwner) && standby.equals(nextStandby);
    }

    boolean names(String node) {
      return owner.equals(node) || standby.filter(node::equals).isPresent();
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("from", from);
      json.put("to", to);
      json.put("owner", owner);
      standby.ifPresent(some -> json.put("standby", some));
      return json;
    }
  }

  /** All ranges. */
  @Command(
      name = "ls",
      header = "Lists ranges with their owners and standbys.",
      description = "Neighbouring ranges of the same owner and standby share a line.",
      footer = {
        "  weir ranges ls",
        "  weir ranges ls --node eu-1 --limit 4096",
        "  weir ranges ls --all -o json",
      })
  static final class ListVerb implements Verb {

    private static final int DEFAULT_LIMIT = 50;

    @Mixin private Operators operators = new Operators();

    @Option(
        names = "--node",
        paramLabel = "NODE",
        description = "Only ranges that this node owns or stands by for.")
    private @Nullable String node;

    @Option(
        names = {"-n", "--limit"},
        paramLabel = "N",
        description = "How many lines (default: 50, with --all: all).")
    private @Nullable Integer limit;

    @Option(names = "--all", description = "A line for each range.")
    private boolean all;

    @Override
    public int run(Shell shell) {
      int most = limit != null ? limit : all ? ChannelRange.MAX_COUNT : DEFAULT_LIMIT;
      if (most < 1 || most > ChannelRange.MAX_COUNT) {
        throw WeirException.invalid(
            "limit %d: ask for 1 to %d lines".formatted(most, ChannelRange.MAX_COUNT));
      }
      try (RegionAdmin region = operators.open(shell)) {
        RangesView ranges = region.ranges();
        List<Stretch> wanted = stretches(ranges);
        if (node != null) {
          String name = node;
          Members.require(name, ranges.members());
          wanted.removeIf(stretch -> !stretch.names(name));
        }
        print(shell.output(), ranges, wanted, most);
      }
      return ExitStatus.OK;
    }

    private List<Stretch> stretches(RangesView ranges) {
      List<Stretch> stretches = new ArrayList<>();
      for (int range = 0; range < ranges.owners().size(); range++) {
        String owner = ranges.owner(range);
        Optional<String> standby = ranges.standby(range);
        if (!all && range > 0 && stretches.getLast().goesOn(owner, standby)) {
          Stretch last = stretches.removeLast();
          stretches.add(new Stretch(last.from(), range, owner, standby));
        } else {
          stretches.add(new Stretch(range, range, owner, standby));
        }
      }
      return stretches;
    }

    private void print(Output output, RangesView ranges, List<Stretch> wanted, int most) {
      List<Stretch> shown = wanted.subList(0, Math.min(most, wanted.size()));
      int more = wanted.size() - shown.size();
      if (output.isJson()) {
        Map<String, Object> json = new LinkedHashMap<>();
        ranges.epoch().ifPresent(epoch -> json.put("epoch", epoch));
        json.put("ranges", shown.stream().map(Stretch::json).toList());
        json.put("more", more);
        output.json(json);
        return;
      }
      TextTable table = TextTable.of("FROM", "TO", "COUNT", "OWNER", "STANDBY");
      for (Stretch stretch : shown) {
        table.row(
            stretch.from(),
            stretch.to(),
            stretch.to() - stretch.from() + 1,
            stretch.owner(),
            stretch.standby().orElse("-"));
      }
      table.print(output);
      output.note(Plain.text("epoch %s".formatted(epoch(ranges))));
      if (more > 0) {
        output.note("%d more lines: raise --limit".formatted(more));
      }
    }
  }
}
