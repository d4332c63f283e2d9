package dev.weir.chaos.failover;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The drills that there are, in the order in which they are run. */
public enum Scenario {
  DATABASE_KILLED("the database of eu is killed (SIGKILL), and comes back"),
  DATABASE_FROZEN("the database of eu is frozen (SIGSTOP), and goes on"),
  NODES_KILLED("all nodes of eu are killed, and come back"),
  HOT_CHANNEL("all of both regions read one channel when the database of eu is killed"),
  LINK_CUT("nothing passes between the regions, in both directions and in one"),
  DURABILITY("eu is lost, database and nodes: what was acknowledged is in us");

  private final String meaning;

  Scenario(String meaning) {
    this.meaning = meaning;
  }

  public String meaning() {
    return meaning;
  }

  /** Its name on the command line, such as {@code database-killed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The scenario that is called so. */
  public static Optional<Scenario> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** All names. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Scenario::word).toList();
  }
}
