package dev.weir.node.admin;

import java.util.List;

/**
 * What a node does about regions that fail.
 *
 * @param targets the regions that it asks, its own first, then in the order of failover
 * @param timeline what changed lately, the latest last; bounded by whoever keeps it
 */
public record FailoverView(List<Target> targets, List<Change> timeline) {

  /**
   * A region that may be asked.
   *
   * @param breaker the state of its breaker
   * @param share of this node's requests that it gets, in percent
   * @param since when that began, as in ISO 8601
   * @param reason why
   */
  public record Target(String region, String breaker, int share, String since, String reason) {}

  /**
   * Something that changed.
   *
   * @param at when, as in ISO 8601
   * @param what in a line
   */
  public record Change(String at, String region, String what) {}

  public FailoverView {
    targets = List.copyOf(targets);
    timeline = List.copyOf(timeline);
  }
}
