package dev.weir.chaos.drill.spec;

import java.util.Locale;

/** In which way a drill harms its scope. */
public enum Mode {
  /** Harms nothing: the region's requests are sent away by an evacuation, step by step. */
  PRACTICE("evacuates, in steps; harms nothing", "", true),
  /** Nodes are stopped in order, one after the other, and started again. */
  GRACEFUL("stops in order, one node after the other, and starts each again", "stop", false),
  /** Processes die on the spot (SIGKILL). */
  KILL("kills (SIGKILL)", "kill", true),
  /** Nothing passes, in either direction. */
  PARTITION("lets nothing pass, in either direction", "cut", false),
  /** Nothing passes from the scope to the others; what they send arrives. */
  ONE_WAY("lets nothing pass in one direction", "cut", false),
  /** Processes run for a tenth of the time. */
  GRAY_SLOW("lets it run for a tenth of the time", "slow", true),
  /** Processes stand still and hold their connections (SIGSTOP). */
  PAUSE("freezes (SIGSTOP)", "pause", true),
  /** The database alone dies (SIGKILL); the nodes before it live. */
  DATABASE_ONLY("kills the database (SIGKILL), not the nodes before it", "kill", true),
  /** Harms nothing: callers ask for more than usual. */
  SURGE("asks for more than usual; harms nothing", "", false);

  private final String meaning;
  private final String hook;
  private final boolean takesAway;

  Mode(String meaning, String hook, boolean takesAway) {
    this.meaning = meaning;
    this.hook = hook;
    this.takesAway = takesAway;
  }

  /** What it does to its scope, for people. */
  public String meaning() {
    return meaning;
  }

  /** The hook that does it outside of the demo, such as {@code kill}; empty if none is needed. */
  public String hook() {
    return hook;
  }

  /** Whether something of a process or a network is harmed, and has to be healed. */
  public boolean isHarm() {
    return !hook.isEmpty();
  }

  /** Whether a region may miss writes for as long as it lasts. */
  public boolean takesAway() {
    return takesAway;
  }

  /** Its name in a file, such as {@code gray-slow}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
