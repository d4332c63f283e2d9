package dev.weir.node.failover;

import java.util.List;

/**
 * Whom a node may ask.
 *
 * @param home its own region
 * @param number of its own region, as in tokens; 0 to 7
 * @param probe of its own region's database
 * @param peers the other regions, in the order in which they stand in
 */
public record Regions(Target home, int number, Probe probe, List<Target> peers) {

  public Regions {
    peers = List.copyOf(peers);
  }
}
