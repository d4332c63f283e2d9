package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Random writes in random order, compared with the plainest possible model. */
public interface ModelContract {

  /** A seed to repeat a failure with. */
  String SEED_PROPERTY = "weir.test.seed";

  StoreSubject subject();

  /** How many writes; stores that answer slowly take fewer. */
  default int modelWrites() {
    return 2_000;
  }

  @Test
  default void randomWrites_lookLikeTheModel() {
    long seed = Long.getLong(SEED_PROPERTY, ThreadLocalRandom.current().nextLong());
    System.out.println("randomWrites_lookLikeTheModel: -D" + SEED_PROPERTY + "=" + seed);
    int compared = new RandomWrites(subject(), seed, false).run(modelWrites());
    assertThat(compared).as("comparisons, seed %d", seed).isPositive();
  }
}
