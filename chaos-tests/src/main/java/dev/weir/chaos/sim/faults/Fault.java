package dev.weir.chaos.sim.faults;

import java.util.Arrays;
import java.util.Optional;

/** The faults that a simulation knows, under the numbers that the drills know them by. */
public enum Fault {
  NODE_KILLED("F1", "a node is killed, and starts again"),
  OWNER_KILLED("F2", "the owner of a channel is killed under a flight with many waiters"),
  COORDINATOR_KILLED("F3", "the coordinator is killed while a view changes"),
  NODE_FROZEN("F4", "a node stands still for long, and goes on"),
  PAUSES("F5", "a node pauses for moments, again and again"),
  REGION_RESTARTED("F7", "all nodes of a region are killed at once, and start cold"),
  ALL_RESTARTED("F8", "everything is killed, and starts again"),
  MIXED_VERSIONS("F9", "a client or node speaks the version before"),
  PARTITION("F10", "a region falls into two halves"),
  ONE_WAY_PARTITION("F11", "some nodes hear others that do not hear them"),
  MERGE("F12", "two halves of a region meet again after both have served"),
  LOSS("F13", "packets are lost"),
  DISORDER("F14", "packets are late, in another order, and sent twice"),
  REGIONS_CUT("F16", "the link between two regions is cut, perhaps one way"),
  CLOGGED("F17", "links are clogged one after another, and freed in another order"),
  CLOCKS("F18", "wall clocks are wrong, and jump"),
  TIMERS("F19", "a host's timers stand still"),
  SLOW_DATABASE("F21", "a database is slow, or one of its replicas"),
  DATABASE_ERRORS("F22", "a database answers with errors, some of which leave it open"),
  REGION_LOST("F23", "a region's database dies, or flaps"),
  STALE_ROWS("F24", "a replica forgets what it had, and answers without it"),
  ANSWER_LOST("F25", "the answer is lost after the commit"),
  LOST_CLIENT("F26", "a client goes by an old table, a dead node or a far region"),
  STORM("F27", "most of the traffic is for one channel"),
  OVERLOAD("F28", "three times as much is asked as can be done");

  private final String number;
  private final String meaning;

  Fault(String number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** Such as {@code F10}. */
  public String number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }

  /** The fault of a number such as {@code F10}. */
  public static Optional<Fault> of(String number) {
    return Arrays.stream(values()).filter(fault -> fault.number.equals(number)).findFirst();
  }
}
