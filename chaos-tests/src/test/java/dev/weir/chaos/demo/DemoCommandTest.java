package dev.weir.chaos.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.demo.DemoCommand.Victim;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

  private static final List<RegionPlan> REGIONS = DemoPlan.regions(7400, "127.0.1");

  @Test
  void victims_areRegionsDatabasesAndNodes() {
    RegionPlan us = REGIONS.get(1);
    assertThat(parse("kill us")).isEqualTo(new DemoCommand.Kill(new Victim.Whole(us)));
    assertThat(parse("kill us-db")).isEqualTo(new DemoCommand.Kill(new Victim.Database(us)));
    assertThat(parse("kill us-1"))
        .isEqualTo(new DemoCommand.Kill(new Victim.Node(us.nodes().getFirst())));
    assertThat(parse("  SLOW   eu-db "))
        .isEqualTo(new DemoCommand.Slow(new Victim.Database(REGIONS.get(0))));
  }

  @Test
  void harm_isSaidAgainAsItWasSaid() {
    assertThat(parse("freeze eu-db").word()).isEqualTo("freeze eu-db");
    assertThat(parse("restart eu-1").word()).isEqualTo("restart eu-1");
    assertThat(parse("cut eu us").word()).isEqualTo("cut eu us");
    assertThat(parse("cut eu-1 to eu-2").word()).isEqualTo("cut eu-1 to eu-2");
  }

  @Test
  void cuts_haveTwoEnds() {
    RegionPlan eu = REGIONS.get(0);
    RegionPlan us = REGIONS.get(1);
    assertThat(parse("cut eu us"))
        .isEqualTo(new DemoCommand.Cut(new Victim.Whole(eu), new Victim.Whole(us), true));
    assertThat(parse("cut us to eu"))
        .isEqualTo(new DemoCommand.Cut(new Victim.Whole(us), new Victim.Whole(eu), false));
    assertThatThrownBy(() -> parse("cut eu")).hasMessageContaining("say cut ONE OTHER");
    assertThatThrownBy(() -> parse("cut eu eu")).hasMessageContaining("say cut ONE OTHER");
    assertThatThrownBy(() -> parse("cut eu from us")).hasMessageContaining("say cut ONE OTHER");
  }

  @Test
  void others_standAlone() {
    assertThat(parse("heal")).isInstanceOf(DemoCommand.Heal.class);
    assertThat(parse("status")).isInstanceOf(DemoCommand.Status.class);
    assertThat(parse("hot")).isInstanceOf(DemoCommand.Hot.class);
    assertThat(parse("timeline")).isInstanceOf(DemoCommand.Past.class);
    assertThat(parse("?")).isInstanceOf(DemoCommand.Help.class);
    assertThat(parse("exit")).isInstanceOf(DemoCommand.Quit.class);
    assertThatThrownBy(() -> parse("heal us")).hasMessageContaining("'heal' stands alone");
  }

  @Test
  void mistakes_areAnsweredWithWhatThereIs() {
    assertThatThrownBy(() -> parse("kill asia"))
        .hasMessageContaining("say kill and one of eu, eu-db, eu-1, eu-2, us, us-db, us-1, us-2");
    assertThatThrownBy(() -> parse("slow")).hasMessageContaining("say slow and one of");
    assertThatThrownBy(() -> parse("kill eu us")).hasMessageContaining("one of");
    assertThatThrownBy(() -> parse("explode")).hasMessageContaining("'explode' is no command");
  }

  @Test
  void emptyLine_saysNothing() {
    assertThat(DemoCommand.parse("   ", REGIONS)).isEmpty();
    assertThat(DemoCommand.parse("", REGIONS)).isEmpty();
  }

  private static DemoCommand parse(String line) {
    return DemoCommand.parse(line, REGIONS).orElseThrow();
  }
}
