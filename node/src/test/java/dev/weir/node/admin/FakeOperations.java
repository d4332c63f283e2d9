package dev.weir.node.admin;

import dev.weir.messages.WeirException;
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

  /** All regions, its own first. */
  public volatile List<RegionView> regions = List.of();

  /** What an order that is given looks like. */
  public volatile OrderView order =
      new OrderView(
          "evacuate",
          true,
          List.of(1, 100),
          30_000,
          1,
          "2026-01-01T00:00:00Z",
          Optional.of("2026-01-01T02:00:00Z"),
          Optional.of(7_200_000L),
          "me",
          5);

  /** Whether the database keeps orders. */
  public volatile boolean kept = true;

  /** Why orders are refused; empty if they are not. */
  public volatile Optional<WeirException> refusal = Optional.empty();

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
  public RegionsView regions() {
    return new RegionsView(
        node, "eu", !regions.isEmpty(), Optional.of(node), regions, Optional.empty());
  }

  @Override
  public synchronized OrderedView order(String region, RegionCommand command, String by) {
    asked.add("%s %s by %s".formatted(region, command, by));
    refusal.ifPresent(refused -> {
      throw refused;
    });
    return new OrderedView(region, order, kept, "eu has 10 requests/s");
  }

  @Override
  public synchronized NodeView drain(boolean away) {
    asked.add(away ? "drain" : "undo");
    onDrain.run();
    return status();
  }
}
