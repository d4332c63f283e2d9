package dev.weir.node.database;

import java.util.random.RandomGenerator;

/**
 * Picks addresses of 127/8, all of which belong to this machine on Linux: databases on random ones
 * run side by side on the standard ports without knowing of each other.
 */
final class LoopbackAddress {
  private LoopbackAddress() {}

  /** A random address, apart from 127.0.*.* and 127.1.*.*, which people use by hand. */
  static String random(RandomGenerator random) {
    return "127.%d.%d.%d"
        .formatted(random.nextInt(2, 255), random.nextInt(256), random.nextInt(1, 255));
  }
}
