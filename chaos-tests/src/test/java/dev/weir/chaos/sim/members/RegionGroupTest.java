package dev.weir.chaos.sim.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.sim.world.Agenda;
import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Network;
import dev.weir.chaos.sim.world.Trace;
import dev.weir.node.ownership.OwnershipEvent.ViewSeen;
import dev.weir.node.ownership.SharedMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegionGroupTest {

  private final Agenda agenda =
      new Agenda(thrown -> {
        throw new AssertionError(thrown);
      });
  private final Network network =
      new Network(
          agenda,
          new SplittableRandom(1),
          new Trace(),
          new Network.Distances(100_000, 10_000_000, 0.1));
  private final RegionGroup group =
      new RegionGroup(
          agenda,
          network,
          new SplittableRandom(4),
          new Trace(),
          new GroupTimes(
              Duration.ofMillis(500),
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              Duration.ofMillis(100)));
  private final List<Host> hosts = new ArrayList<>();
  private final List<SharedMap> maps = new ArrayList<>();
  private final List<List<ViewSeen>> seen = new ArrayList<>();

  private void join(int count) {
    for (int i = 0; i < count; i++) {
      Host host = network.host("node-" + i, 0);
      List<ViewSeen> views = new ArrayList<>();
      SharedMap map = group.join(host);
      map.onView(views::add);
      hosts.add(host);
      maps.add(map);
      seen.add(views);
      pass(Duration.ofSeconds(5));
    }
  }

  private void pass(Duration time) {
    agenda.runUntil(agenda.nanos() + time.toNanos());
  }

  private void cut(int from, int to, boolean closed) {
    if (closed) {
      network.link(hosts.get(from), hosts.get(to)).block();
    } else {
      network.link(hosts.get(from), hosts.get(to)).open();
    }
  }

  private List<Integer> sizes() {
    return seen.stream().map(views -> views.getLast().members().size()).toList();
  }

  @Test
  void thoseWhoJoin_seeEachOther_eldestFirst() {
    join(3);
    assertThat(sizes()).containsExactly(3, 3, 3);
    assertThat(seen.get(2).getLast().members().getFirst()).isEqualTo(maps.getFirst().incarnation());
    assertThat(group.isWhole()).isTrue();
  }

  @Test
  void killedOne_isMissed() {
    join(3);
    hosts.getFirst().kill(false);
    pass(Duration.ofSeconds(2));
    assertThat(seen.get(1).getLast().members())
        .containsExactly(maps.get(1).incarnation(), maps.get(2).incarnation());
  }

  @Test
  void halves_areTwo_andMerge() {
    join(2);
    cut(0, 1, true);
    cut(1, 0, true);
    pass(Duration.ofSeconds(5));
    assertThat(sizes()).containsExactly(1, 1);
    cut(0, 1, false);
    cut(1, 0, false);
    pass(Duration.ofSeconds(10));
    assertThat(sizes()).containsExactly(2, 2);
    assertThat(seen.get(0).getLast().merged()).isTrue();
    assertThat(group.merges()).isPositive();
  }

  @Test
  void misledOne_comesBackToTheOthers() {
    join(3);
    group.mislead(hosts.get(2), List.of(), false);
    pass(Duration.ofMillis(50));
    assertThat(sizes()).containsExactly(3, 3, 1);
    pass(Duration.ofSeconds(20));
    assertThat(sizes()).containsExactly(3, 3, 3);
  }
}
