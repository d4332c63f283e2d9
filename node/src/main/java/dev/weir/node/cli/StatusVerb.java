package dev.weir.node.cli;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.NodeView;
import dev.weir.node.admin.RegionView;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how a region is. */
@Command(
    name = "status",
    header = "Shows a region: its members, what they own, how they are.",
    description = {
      "One node tells who is in its region; then each member is asked itself how it is. STATE is"
          + " up, DRAINING (it gives its ranges away), RESTARTING (it is back in a moment), or"
          + " gone; HEALTH is what the member says of itself.",
      "",
      "With a bridge to other regions, what the node knows of them follows: how many of their nodes"
          + " are ready, how they find their database, how old the newest digest is, how far their"
          + " clock is ahead, how many hot channels they told of.",
    },
    exitCodeList = {
      " 0:every member is ready",
      " 1:a member is not ready, out of reach, or DEGRADED: cut off from most of its region",
      " 2:a mistake in the command line",
      "69:no node answered",
    },
    footer = {
      "  weir status",
      "  weir status --watch --admin eu-1:7480,eu-2:7480",
      "  weir status -o json | jq '.members[] | select(.degraded)'",
    })
final class StatusVerb implements Verb {

  @Mixin private Operators operators = new Operators();

  @Mixin private Watching watching = new Watching();

  /** What the node knows of other regions; nothing if it is of an older version. */
  private static List<RegionView> neighbours(RegionAdmin region) {
    try {
      return region.regions().others();
    } catch (WeirException e) {
      if (e.code() == ErrorCode.UNKNOWN_OPERATION) {
        return List.of();
      }
      throw e;
    }
  }

  @Override
  public int run(Shell shell) throws InterruptedException {
    try (RegionAdmin region = operators.open(shell)) {
      return watching.run(
          shell,
          () -> {
            NodeView seen = region.status();
            return new RegionHealth(seen, region.statuses(seen), neighbours(region));
          });
    }
  }
}
