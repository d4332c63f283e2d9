package dev.weir.chaos.sim.faults;

import dev.weir.chaos.sim.stage.Stage;
import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Link;
import java.util.ArrayList;
import java.util.List;

/** Links that let everything through, in the end. */
final class Weather {

  private static final double[] LOSSES = {0.01, 0.05, 0.3};

  private Weather() {}

  /** Every link, or every link of one host, both ways. */
  private static List<Link> links(Stage stage, Trouble trouble) {
    List<Host> hosts = stage.network().hosts();
    boolean all = trouble.random.nextBoolean();
    Host one = trouble.any(stage.nodes()).host();
    List<Link> links = new ArrayList<>();
    for (Host from : hosts) {
      for (Host to : hosts) {
        if (from != to && (all || from == one || to == one)) {
          links.add(stage.network().link(from, to));
        }
      }
    }
    return links;
  }

  /** F13. */
  static final class Loss extends Trouble {

    private List<Link> links = List.of();
    private long before;

    Loss(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      links = links(stage, this);
      before = lost();
      double share = LOSSES[random.nextInt(LOSSES.length)];
      links.forEach(link -> link.lose(share));
    }

    private long lost() {
      return links.stream().mapToLong(Link::lostSoFar).sum();
    }

    @Override
    void stop() {
      links.forEach(link -> link.lose(0));
    }

    @Override
    public long fired() {
      return lost() - before;
    }
  }

  /** F14. */
  static final class Disorder extends Trouble {

    private List<Link> links = List.of();
    private long before;

    Disorder(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      links = links(stage, this);
      before = disordered();
      long late = between(2, 300);
      double twice = 0.1 * random.nextDouble();
      links.forEach(link -> link.disorder(late, twice));
    }

    private long disordered() {
      return links.stream().mapToLong(Link::disorderedSoFar).sum();
    }

    @Override
    void stop() {
      links.forEach(link -> link.disorder(0, 0));
    }

    @Override
    public long fired() {
      return disordered() - before;
    }
  }
}
