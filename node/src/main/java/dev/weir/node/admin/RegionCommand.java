package dev.weir.node.admin;

import java.time.Duration;
import java.util.List;

/** What an operator orders of a region. */
public sealed interface RegionCommand {

  /**
   * Send its requests to the others.
   *
   * @param lasts after which time it serves again by itself
   * @param steps percentages, each not below the one before
   * @param each how long a step lasts
   * @param force whatever the others can carry
   */
  record Evacuate(Duration lasts, List<Integer> steps, Duration each, boolean force)
      implements RegionCommand {

    public Evacuate {
      steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
      return "evacuate%s for %d s in steps %s of %d ms"
          .formatted(force ? " by force" : "", lasts.toSeconds(), steps, each.toMillis());
    }
  }

  /** Serve again. */
  record Restore() implements RegionCommand {

    @Override
    public String toString() {
      return "restore";
    }
  }

  /** Count it as lost. */
  record DeclareLost() implements RegionCommand {

    @Override
    public String toString() {
      return "declare-lost";
    }
  }

  /** Count it as there again. */
  record DeclareBack() implements RegionCommand {

    @Override
    public String toString() {
      return "declare-back";
    }
  }
}
