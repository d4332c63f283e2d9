package dev.weir.node;

import dev.weir.node.config.Key;
import dev.weir.node.config.Keys;
import dev.weir.node.config.Settings;
import dev.weir.node.route.HotSettings;
import java.util.List;

/** The keys {@code hot.*}: when the readers of a channel are spread over several nodes. */
final class HotKeys {

  static final Key<Integer> READS =
      Keys.number(
          "hot.reads-per-second",
          HotSettings.DEFAULT_READS_PER_SECOND,
          1,
          10_000_000,
          "Reads of one channel that one node should get; beyond, its readers are spread.");

  static final Key<Integer> NODES =
      Keys.number(
          "hot.nodes",
          HotSettings.DEFAULT_NODES,
          1,
          255,
          "How many nodes the readers of a channel are spread over at most; 1 never spreads.");

  static final List<Key<?>> OWN = List.of(READS, NODES);

  private HotKeys() {}

  static HotSettings read(Settings settings) {
    return new HotSettings(settings.get(READS), settings.get(NODES), HotSettings.DEFAULT_LASTING);
  }
}
