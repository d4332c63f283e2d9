package dev.weir.node.cli;

import dev.weir.messages.WeirException;
import dev.weir.node.admin.OrderedView;
import dev.weir.node.admin.RegionsView;
import dev.weir.topology.Region;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir region}: what regions know of each other, and orders of whole regions. */
@Command(
    name = "region",
    header = "Shows all regions; sends a region's requests to the others, and back.",
    description =
        "An order is kept in the database and told to every region: it holds in all of them, and"
            + " after restarts. Of two orders for a region the later one holds. Any node takes it;"
            + " ask one of another region if the region itself is in trouble.",
    subcommands = {
      RegionVerb.StatusOfAll.class,
      RegionVerb.EvacuateVerb.class,
      RegionVerb.RestoreVerb.class,
      RegionVerb.DeclareLostVerb.class,
      RegionVerb.DeclareBackVerb.class
    },
    synopsisSubcommandLabel = "(status | evacuate | restore | declare-lost | declare-back)",
    footer = {
      "  weir region status",
      "  weir region evacuate eu --expires 2h",
      "  weir region restore eu",
    })
final class RegionVerb implements Verb {

  @Override
  public int run(Shell shell) {
    throw WeirException.invalid(
        "say weir region status, evacuate, restore, declare-lost or declare-back");
  }

  /** A name that can be part of an address. */
  private static String checked(String region) {
    try {
      return new Region(region).name();
    } catch (IllegalArgumentException e) {
      throw WeirException.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Asks a node for an order, and tells what became of it. */
  private static int order(
      Shell shell, Operators operators, String region, String verb, String said) {
    String by = shell.environment().getOrDefault("USER", "");
    String separator = verb.contains("?") ? "&" : "?";
    String path =
        "/regions/%s/%s%sby=%s"
            .formatted(region, verb, separator, URLEncoder.encode(by, StandardCharsets.UTF_8));
    try (RegionAdmin admin = operators.open(shell)) {
      tell(shell.output(), admin.order(path), said);
    }
    return ExitStatus.OK;
  }

  private static void tell(Output output, OrderedView ordered, String said) {
    if (output.isJson()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("region", ordered.region());
      json.put("order", RegionTable.json(ordered.order()));
      json.put("kept", ordered.kept());
      if (!ordered.explained().isEmpty()) {
        json.put("explained", ordered.explained());
      }
      output.json(json);
      return;
    }
    output.line(Plain.text(said));
    if (!ordered.explained().isEmpty()) {
      output.line("  " + Plain.text(ordered.explained()));
    }
    if (!ordered.kept()) {
      output.note(
          "weir: the database does not answer: the order holds and is told to other regions, and is"
              + " kept once the database answers; until then it is lost if all nodes restart");
    }
  }

  /** Shows all regions. */
  @Command(
      name = "status",
      header = "Shows all regions: how they are, what they carry, what was ordered.",
      description = {
        "As one node knows them. STATE is here (the node's own region), fresh (heard of in the last"
            + " 3 s), stale, or unknown. CARRIES/S is an estimate, see weir region evacuate"
            + " --help.",
      },
      footer = {
        "  weir region status",
        "  weir region status --watch",
        "  weir region status -o json"
      })
  static final class StatusOfAll implements Verb {

    @Mixin private Operators operators = new Operators();

    @Mixin private Watching watching = new Watching();

    @Override
    public int run(Shell shell) throws InterruptedException {
      try (RegionAdmin admin = operators.open(shell)) {
        return watching.run(
            shell,
            () -> {
              RegionsView view = admin.regions();
              return output -> show(output, view);
            });
      }
    }

    private static int show(Output output, RegionsView view) {
      if (output.isJson()) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seen_by", view.node());
        json.put("region", view.region());
        json.put("bridged", view.bridged());
        view.siteMaster().ifPresent(master -> json.put("site_master", master));
        json.put("regions", view.regions().stream().map(RegionTable::json).toList());
        view.failover().ifPresent(failover -> json.put("failover", failover));
        json.put("warnings", RegionTable.warnings(view));
        output.json(json);
        return ExitStatus.OK;
      }
      RegionTable.printOrders(output, view);
      RegionTable.warnings(view).forEach(warning -> output.line(Plain.text(warning)));
      if (!view.bridged()) {
        output.note("%s has no bridge to other regions: see bridge.members".formatted(view.node()));
      }
      return ExitStatus.OK;
    }
  }

  /** Sends a region's requests to the others. */
  @Command(
      name = "evacuate",
      header = "Sends the requests of a region's clients to the other regions, in steps.",
      description = {
        "The region's nodes go on running; they send a growing part of their requests to the other"
            + " regions, in the order of failover. The evacuation ends by itself when it expires.",
        "",
        "Refused unless those other regions that are fresh, whose database is well and that are not"
            + " evacuated themselves have together as many requests/s to spare as the region has"
            + " now, and a fifth more. What a node carries is estimated by Little's law: its"
            + " requests/s × its limit of requests in flight / those in flight now, at most ten"
            + " times its present rate, at least 1,000/s. To spare is what it carries less what it"
            + " has.",
        "",
        "--force evacuates all the same. It risks that the other regions are overloaded: they then"
            + " answer OVERLOADED to their own clients, too.",
      },
      footer = {
        "  weir region evacuate eu --expires 2h",
        "  weir region evacuate eu --expires 30m --in-steps 1,10,50,100 --step 1m",
        "  weir region evacuate eu --expires 2h --in-steps 100 --force",
      })
  static final class EvacuateVerb implements Verb {

    @Mixin private Operators operators = new Operators();

    @Parameters(paramLabel = "REGION", description = "The region's name.")
    private String region = "";

    @Option(
        names = "--expires",
        paramLabel = "DURATION",
        required = true,
        description = "When it ends by itself, from now; at most 30d.")
    private Duration expires = Duration.ZERO;

    @Option(
        names = "--in-steps",
        paramLabel = "PERCENT",
        split = ",",
        description = "How much is sent away, step by step (default: 1,25,75,100).")
    private List<Integer> steps = new ArrayList<>(List.of(1, 25, 75, 100));

    @Option(
        names = "--step",
        paramLabel = "DURATION",
        description = "How long a step lasts (default: 30s).")
    private Duration step = Duration.ofSeconds(30);

    @Option(names = "--force", description = "Whatever the other regions can carry.")
    private boolean force;

    @Override
    public int run(Shell shell) {
      List<String> shares = steps.stream().map(String::valueOf).toList();
      String verb =
          "evacuate?expires_s=%d&steps=%s&step_ms=%d%s"
              .formatted(
                  expires.toSeconds(),
                  String.join(",", shares),
                  step.toMillis(),
                  force ? "&force" : "");
      String said =
          "%s is evacuated: %s %% of its requests are sent away, a step each %s; expires in %s"
              .formatted(
                  region,
                  String.join(", ", shares),
                  RegionTable.left(step.toMillis()),
                  RegionTable.left(expires.toMillis()));
      return order(shell, operators, checked(region), verb, said);
    }
  }

  /** Takes an evacuation back. */
  @Command(
      name = "restore",
      header = "Ends the evacuation of a region.",
      description =
          "Its nodes serve their clients' requests again, at once. What was written elsewhere is in"
              + " the region's database already if that was up all the while.",
      footer = "  weir region restore eu")
  static final class RestoreVerb implements Verb {

    @Mixin private Operators operators = new Operators();

    @Parameters(paramLabel = "REGION", description = "The region's name.")
    private String region = "";

    @Override
    public int run(Shell shell) {
      String said = "%s serves its requests itself again".formatted(region);
      return order(shell, operators, checked(region), "restore", said);
    }
  }

  /** Counts a region as lost. */
  @Command(
      name = "declare-lost",
      header = "Counts a region as lost: the others wait for it no more.",
      description = {
        "For a region that is gone and will not be back soon. Writes that are to be kept in every"
            + " region are then acknowledged once the others alone have them.",
        "",
        "What it risks: if the region lives after all and only the way to it is cut, such writes"
            + " are not there while it goes on serving; if its database comes back, they are"
            + " missing there until hints or a repair have brought them; and if the others fail"
            + " before that, they are lost. Say weir region declare-back once it is back and"
            + " repaired.",
      },
      footer = "  weir region declare-lost us --yes-i-am-sure")
  static final class DeclareLostVerb implements Verb {

    @Mixin private Operators operators = new Operators();

    @Parameters(paramLabel = "REGION", description = "The region's name.")
    private String region = "";

    @Option(names = "--yes-i-am-sure", description = "That what it risks is understood.")
    private boolean sure;

    @Override
    public int run(Shell shell) {
      if (!sure) {
        throw WeirException.invalid(
            "from then on writes meant for every region are acknowledged without %s: they are missing"
                    .formatted(region)
                + " there if it lives, and until it is repaired; if so be it, add --yes-i-am-sure");
      }
      String said = "%s counts as lost: writes meant for every region no longer wait for it";
      return order(shell, operators, checked(region), "declare-lost?sure", said.formatted(region));
    }
  }

  /** Counts a region as there again. */
  @Command(
      name = "declare-back",
      header = "Counts a region that was declared lost as there again.",
      description =
          "Once its database is up and what it missed is there: hints are replayed, or a repair is"
              + " done. Writes that are to be kept in every region wait for it again.",
      footer = "  weir region declare-back us")
  static final class DeclareBackVerb implements Verb {

    @Mixin private Operators operators = new Operators();

    @Parameters(paramLabel = "REGION", description = "The region's name.")
    private String region = "";

    @Override
    public int run(Shell shell) {
      String said = "%s counts as there again".formatted(region);
      return order(shell, operators, checked(region), "declare-back", said);
    }
  }
}
