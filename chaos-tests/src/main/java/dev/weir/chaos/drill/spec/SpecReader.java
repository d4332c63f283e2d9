package dev.weir.chaos.drill.spec;

import dev.weir.node.config.ConfigFile;
import dev.weir.node.config.Key;
import dev.weir.node.config.Settings;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a drill file, key by key, then what must fit together. */
final class SpecReader {

  private final Settings settings;

  SpecReader(ConfigFile file, Map<String, String> set) {
    this.settings = Settings.of(DrillKeys.all(), Optional.of(file), Map.of(), set);
  }

  DrillSpec read(String name, String hash) {
    Mode mode = get(DrillKeys.MODE);
    Scope scope = new Scope(get(DrillKeys.REGION), get(DrillKeys.PART));
    Timing timing = timing();
    Hooks hooks = hooks();
    List<Target> targets = targets();
    DrillSpec spec =
        new DrillSpec(
            name,
            get(DrillKeys.ABOUT),
            mode,
            scope,
            get(DrillKeys.COLD),
            new Objectives(
                get(DrillKeys.RTO),
                get(DrillKeys.RPO),
                get(DrillKeys.ERRORS),
                get(DrillKeys.P99),
                get(DrillKeys.STALE)),
            load(),
            timing,
            new StopConditions(
                get(DrillKeys.STOP_ERRORS),
                get(DrillKeys.STOP_SURVIVORS),
                get(DrillKeys.STOP_P99),
                get(DrillKeys.STOP_WINDOW)),
            hooks,
            targets,
            hash);
    requireFit(spec);
    settings.check();
    return spec;
  }

  private <T> T get(Key<T> key) {
    return settings.get(key);
  }

  private LoadSpec load() {
    return new LoadSpec(
        get(DrillKeys.SESSIONS),
        get(DrillKeys.THINK),
        get(DrillKeys.CHANNELS),
        get(DrillKeys.STRONG),
        get(DrillKeys.EVERY_REGION),
        get(DrillKeys.HOT_READS),
        get(DrillKeys.SURGE),
        get(DrillKeys.SEED));
  }

  private Timing timing() {
    return new Timing(
        get(DrillKeys.PRECONDITIONS),
        get(DrillKeys.PATIENCE),
        get(DrillKeys.BASELINE),
        get(DrillKeys.STEPS),
        get(DrillKeys.STEP),
        get(DrillKeys.HOLD),
        get(DrillKeys.SETTLE),
        get(DrillKeys.EXPIRY),
        get(DrillKeys.GC_GRACE));
  }

  private Hooks hooks() {
    Map<String, String> commands = new HashMap<>();
    for (Key<String> key : DrillKeys.HOOKS) {
      String command = get(key);
      if (!command.isEmpty()) {
        commands.put(key.name().substring("hooks.".length()), command);
      }
    }
    return new Hooks(commands, get(DrillKeys.HOOK_TIMEOUT));
  }

  private List<Target> targets() {
    try {
      return Targets.parse(get(DrillKeys.TARGETS), Targets.admin(get(DrillKeys.ADMIN)));
    } catch (IllegalArgumentException e) {
      settings.reject(DrillKeys.TARGETS, String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private void requireFit(DrillSpec spec) {
    requirePart(spec);
    requireTimes(spec);
    requireHooks(spec);
    boolean surges = spec.load().surge() > 0 || spec.load().hotReads() > 0;
    if (spec.mode() == Mode.SURGE && !surges) {
      settings.reject(DrillKeys.SURGE, "mode surge needs load.surge or load.hot-reads");
    }
    if (!spec.isOfDemo() && spec.targets().size() < 2) {
      settings.reject(DrillKeys.TARGETS, "two regions at least");
    }
    boolean knows =
        spec.targets().stream().anyMatch(t -> t.region().name().equals(spec.scope().region()));
    if (!spec.isOfDemo() && !knows) {
      settings.reject(DrillKeys.REGION, "one of cluster.regions");
    }
  }

  private void requirePart(DrillSpec spec) {
    Scope.Part part = spec.scope().part();
    boolean fits =
        switch (spec.mode()) {
          case PRACTICE, SURGE -> part == Scope.Part.REGION;
          case GRACEFUL -> part == Scope.Part.NODES || part == Scope.Part.OWNER;
          case KILL -> part != Scope.Part.LINK;
          case PARTITION -> part == Scope.Part.LINK || part == Scope.Part.NODES;
          case ONE_WAY -> part == Scope.Part.LINK;
          case GRAY_SLOW, PAUSE -> part == Scope.Part.DATABASE || part == Scope.Part.OWNER;
          case DATABASE_ONLY -> part == Scope.Part.DATABASE;
        };
    if (!fits) {
      settings.reject(DrillKeys.PART, "mode %s cannot be done to it".formatted(spec.mode().word()));
    }
  }

  private void requireTimes(DrillSpec spec) {
    Duration away = spec.timing().away(spec.mode());
    if (spec.timing().expiry().compareTo(away) <= 0) {
      settings.reject(
          DrillKeys.EXPIRY,
          "more than steps and hold take, %d s".formatted(Math.ceilDiv(away.toMillis(), 1_000)));
    }
    boolean forgets = spec.timing().expiry().compareTo(spec.timing().gcGrace()) >= 0;
    if (forgets && spec.mode().takesAway()) {
      settings.reject(
          DrillKeys.EXPIRY,
          "less than gc-grace: what was deleted meanwhile would come back with the region");
    }
  }

  private void requireHooks(DrillSpec spec) {
    if (spec.isOfDemo()) {
      return;
    }
    for (Key<String> key : DrillKeys.HOOKS) {
      String name = key.name().substring("hooks.".length());
      boolean isNeeded =
          (spec.mode().isHarm()
                  && (name.equals(spec.mode().hook())
                      || name.equals(Hooks.HEAL)
                      || name.equals(Hooks.CHECK)))
              || (spec.cold() && name.equals(Hooks.COLD));
      if (isNeeded && spec.hooks().command(name).isEmpty()) {
        settings.reject(
            key,
            "a command: mode %s needs it where there is no demo".formatted(spec.mode().word()));
      }
    }
    if (spec.targets().stream().anyMatch(target -> target.admin().isEmpty())) {
      settings.reject(DrillKeys.ADMIN, "where operators reach each of cluster.regions");
    }
  }

  /** How a list of addresses is read. */
  static List<NodeAddress> addresses(String text) {
    return java.util.Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(NodeAddress::parse)
        .toList();
  }
}
