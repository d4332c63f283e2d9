package dev.weir.node.cli;

import dev.weir.messages.WeirException;
import dev.weir.node.admin.AdminServer;
import dev.weir.node.admin.HotChannel;
import dev.weir.node.admin.MemberView;
import dev.weir.node.cli.RegionAdmin.Reply;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which channels are read most. */
@Command(
    name = "top",
    header = "Shows the channels that are read most.",
    description = {
      "Adds up what all members of the region counted in the last second: reads that clients asked"
          + " of nodes, and reads that nodes asked of the database. NODES is more than 1 while the"
          + " readers of a hot channel are spread.",
    },
    exitCodeList = {
      " 0:done",
      " 1:failed, or the reads of a member are missing",
      " 2:a mistake in the command line",
      "69:no node answered",
    },
    footer = {"  weir top", "  weir top --watch --limit 10", "  weir top -o json"})
final class TopVerb implements Verb {

  private static final Comparator<HotChannel> HOTTEST_FIRST =
      Comparator.comparingLong(HotChannel::readsPerSecond)
          .thenComparingLong(HotChannel::databaseReadsPerSecond)
          .reversed()
          .thenComparing(HotChannel::channel);

  @Mixin private Operators operators = new Operators();

  @Mixin private Watching watching = new Watching();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many channels (default: 20).")
  private int limit = 20;

  @Override
  public int run(Shell shell) throws InterruptedException {
    if (limit < 1 || limit > AdminServer.MAX_TOP) {
      throw WeirException.invalid(
          "limit %d: ask for 1 to %d channels".formatted(limit, AdminServer.MAX_TOP));
    }
    try (RegionAdmin region = operators.open(shell)) {
      return watching.run(
          shell,
          () -> {
            List<MemberView> present =
                region.status().members().stream().filter(MemberView::present).toList();
            // What is low on each node's list may be high on that of all.
            Map<String, Reply<List<HotChannel>>> tops = region.tops(present, AdminServer.MAX_TOP);
            return output -> show(output, tops);
          });
    }
  }

  private int show(Output output, Map<String, Reply<List<HotChannel>>> tops) {
    List<HotChannel> hottest =
        merged(tops).values().stream().sorted(HOTTEST_FIRST).limit(limit).toList();
    Map<String, String> missing = new TreeMap<>();
    tops.forEach((node, reply) -> {
      if (reply.answer().isEmpty()) {
        missing.put(node, reply.problem());
      }
    });
    if (output.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("channels", hottest.stream().map(TopVerb::json).toList());
      json.put("missing", missing.keySet());
      output.json(json);
    } else {
      TextTable table = TextTable.of("CHANNEL", "READS/S", "DATABASE READS/S", "NODES");
      hottest.forEach(each ->
          table.row(
              each.channel(), each.readsPerSecond(), each.databaseReadsPerSecond(), each.nodes()));
      table.print(output);
    }
    missing.forEach((node, problem) ->
        output.note(Plain.text("without the reads of %s: %s".formatted(node, problem))));
    return missing.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private static Map<String, HotChannel> merged(Map<String, Reply<List<HotChannel>>> tops) {
    Map<String, HotChannel> merged = new TreeMap<>();
    for (Reply<List<HotChannel>> reply : tops.values()) {
      reply
          .answer()
          .ifPresent(top -> top.forEach(each -> merged.merge(each.channel(), each, TopVerb::sum)));
    }
    return merged;
  }

  private static HotChannel sum(HotChannel one, HotChannel other) {
    return new HotChannel(
        one.channel(),
        one.readsPerSecond() + other.readsPerSecond(),
        one.databaseReadsPerSecond() + other.databaseReadsPerSecond(),
        Math.max(one.nodes(), other.nodes()));
  }

  private static Map<String, Object> json(HotChannel channel) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("channel", channel.channel());
    json.put("reads_per_second", channel.readsPerSecond());
    json.put("database_reads_per_second", channel.databaseReadsPerSecond());
    json.put("nodes", channel.nodes());
    return json;
  }
}
