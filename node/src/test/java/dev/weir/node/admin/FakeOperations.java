package dev.weir.node.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node of a region that a test makes up. */
public final class FakeOperations implements Operations {

  public static final Check FINE = new Check("database", true, "1 of 1 nodes up");

  private final String node;
  public volatile List<Check> checks = List.of(FINE);
  public volatile boolean degraded;
  public volatile Optional<EpochView> epoch = Optional.of(new EpochView(7, "eu-1"));
  public volatile List<MemberView> members = List.of();
  public volatile RangesView ranges =
      new RangesView(Optional.empty(), List.of(), List.of(), List.of());
  public volatile List<HotChannel> top = List.of();

  /** What was asked: {@code drain}, {@code undo}. */
  public final List<String> asked = new ArrayList<>();

  /** What a drain does to the region. */
  public volatile Runnable onDrain = () -> {};

  public FakeOperations(String node) {
    this.node = node;
  }

  @Override
  public List<Check> checks() {
    return checks;
  }

  @Override
  public NodeView status() {
    return new NodeView(
        node,
        "eu",
        checks.stream().allMatch(Check::ok),
        checks,
        degraded,
        epoch,
        epoch.isPresent() ? 4096 : 0,
        members);
  }

  @Override
  public RangesView ranges() {
    return ranges;
  }

  @Override
  public List<HotChannel> top(int limit) {
    return top.stream().limit(limit).toList();
  }

  @Override
  public synchronized NodeView drain(boolean away) {
    asked.add(away ? "drain" : "undo");
    onDrain.run();
    return status();
  }
}
