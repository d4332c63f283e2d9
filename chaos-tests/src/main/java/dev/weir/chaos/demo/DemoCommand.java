package dev.weir.chaos.demo;

import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.messages.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be said at the demo's prompt. */
sealed interface DemoCommand {

  /** Something that can be harmed. */
  sealed interface Victim {

    /** Its name at the prompt. */
    String word();

    /** A region: its nodes and its database. */
    record Whole(RegionPlan region) implements Victim {
      @Override
      public String word() {
        return region.region().name();
      }
    }

    /** A region's database. */
    record Database(RegionPlan region) implements Victim {
      @Override
      public String word() {
        return region.region() + "-db";
      }
    }

    /** One node. */
    record Node(NodePlan node) implements Victim {
      @Override
      public String word() {
        return node.id().toString();
      }
    }
  }

  /** Kills processes (SIGKILL). */
  record Kill(Victim victim) implements DemoCommand {}

  /** Lets processes run for a tenth of the time only. */
  record Slow(Victim victim) implements DemoCommand {}

  /** Freezes processes (SIGSTOP). */
  record Freeze(Victim victim) implements DemoCommand {}

  /** Stops nodes in order, one after the other, and starts each again. */
  record Restart(Victim victim) implements DemoCommand {}

  /** Lets nothing pass from one to the other; in the other direction neither, if both ways. */
  record Cut(Victim from, Victim to, boolean bothWays) implements DemoCommand {}

  /** Undoes everything that was done. */
  record Heal() implements DemoCommand {}

  /** Says how it goes. */
  record Status() implements DemoCommand {}

  /** Lists the channels that are read most. */
  record Hot() implements DemoCommand {}

  /** Lists what happened. */
  record Past() implements DemoCommand {}

  /** Says what can be said. */
  record Help() implements DemoCommand {}

  /** Ends the demo. */
  record Quit() implements DemoCommand {}

  /** As it is said. */
  default String word() {
    return switch (this) {
      case Kill kill -> "kill " + kill.victim().word();
      case Slow slow -> "slow " + slow.victim().word();
      case Freeze freeze -> "freeze " + freeze.victim().word();
      case Restart restart -> "restart " + restart.victim().word();
      case Cut cut ->
          "cut %s%s%s".formatted(cut.from().word(), cut.bothWays() ? " " : " to ", cut.to().word());
      case Heal _ -> "heal";
      case Status _ -> "status";
      case Hot _ -> "hot";
      case Past _ -> "timeline";
      case Help _ -> "help";
      case Quit _ -> "quit";
    };
  }

  /** What a line says; empty of an empty one. */
  static Optional<DemoCommand> parse(String line, List<RegionPlan> regions) {
    String[] words = line.strip().toLowerCase(Locale.ROOT).split("\\s+");
    if (words[0].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (words[0]) {
          case "kill" -> new Kill(victim(words, regions));
          case "slow" -> new Slow(victim(words, regions));
          case "freeze" -> new Freeze(victim(words, regions));
          case "restart" -> new Restart(victim(words, regions));
          case "cut" -> cut(words, regions);
          case "heal" -> alone(words, new Heal());
          case "status" -> alone(words, new Status());
          case "hot" -> alone(words, new Hot());
          case "timeline" -> alone(words, new Past());
          case "help", "?" -> alone(words, new Help());
          case "quit", "exit" -> alone(words, new Quit());
          default ->
              throw WeirException.invalid("'%s' is no command; say help".formatted(words[0]));
        });
  }

  private static DemoCommand alone(String[] words, DemoCommand command) {
    if (words.length > 1) {
      throw WeirException.invalid("'%s' stands alone".formatted(words[0]));
    }
    return command;
  }

  private static Victim victim(String[] words, List<RegionPlan> regions) {
    Optional<Victim> victim = words.length == 2 ? victim(words[1], regions) : Optional.empty();
    return victim.orElseThrow(() ->
        WeirException.invalid(
            "say %s and one of %s"
                .formatted(
                    words[0],
                    String.join(", ", victims(regions).stream().map(Victim::word).toList()))));
  }

  private static Optional<Victim> victim(String word, List<RegionPlan> regions) {
    return victims(regions).stream().filter(victim -> victim.word().equals(word)).findFirst();
  }

  private static DemoCommand cut(String[] words, List<RegionPlan> regions) {
    boolean oneWay = words.length == 4 && words[2].equals("to");
    if (words.length == 3 || oneWay) {
      Optional<Victim> from = victim(words[1], regions);
      Optional<Victim> to = victim(words[words.length - 1], regions);
      if (from.isPresent() && to.isPresent() && !from.equals(to)) {
        return new Cut(from.get(), to.get(), !oneWay);
      }
    }
    throw WeirException.invalid("say cut ONE OTHER, or cut ONE to OTHER, of regions or nodes");
  }

  /** Everything that can be harmed. */
  static List<Victim> victims(List<RegionPlan> regions) {
    List<Victim> victims = new ArrayList<>();
    for (RegionPlan region : regions) {
      victims.add(new Victim.Whole(region));
      victims.add(new Victim.Database(region));
      region.nodes().forEach(node -> victims.add(new Victim.Node(node)));
    }
    return victims;
  }
}
