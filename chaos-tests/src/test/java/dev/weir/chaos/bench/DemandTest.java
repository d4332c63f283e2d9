package dev.weir.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.chaos.bench.load.NoFigureException;
import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import org.junit.jupiter.api.Test;

class DemandTest {

  /** Nobody listens there. */
  private static final NodePlan NOBODY = NodePlan.local("nobody", 1);

  @Test
  void queries_areOfTheReadsSince() {
    Demand before = new Demand(1_000, 500);
    assertThat(new Demand(5_000, 508).queriesPerReadSince(before)).isEqualTo(0.002);
  }

  @Test
  void noRead_givesNoFigure() {
    Demand before = new Demand(1_000, 500);
    assertThatThrownBy(() -> before.queriesPerReadSince(before))
        .isInstanceOf(NoFigureException.class)
        .hasMessageContaining("no figure");
  }

  @Test
  void silentNode_givesNoFigure() {
    NodeMetrics nothing = NodeMetrics.of(NOBODY);
    assertThatThrownBy(() -> Demand.of(nothing))
        .isInstanceOf(NoFigureException.class)
        .hasMessageContaining("no figure");
  }
}
