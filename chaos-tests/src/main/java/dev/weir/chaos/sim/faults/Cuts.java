package dev.weir.chaos.sim.faults;

import dev.weir.chaos.sim.database.Replica;
import dev.weir.chaos.sim.stage.SimClient;
import dev.weir.chaos.sim.stage.SimNode;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Links that let nothing through. */
final class Cuts {

  private Cuts() {}

  /** Closes links, and opens them again. */
  private abstract static class Cutting extends Trouble {

    private final List<Link> closed = new ArrayList<>();
    private final List<Long> heldBefore = new ArrayList<>();
    private long held;

    Cutting(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    final void cut(Host from, Host to) {
      Link link = stage.network().link(from, to);
      closed.add(link);
      heldBefore.add(link.heldSoFar());
      link.block();
    }

    final void cutBoth(List<Host> some, List<Host> others) {
      for (Host one : some) {
        for (Host other : others) {
          cut(one, other);
          cut(other, one);
        }
      }
    }

    final int closed() {
      return closed.size();
    }

    final void open(int index) {
      Link link = closed.remove(index);
      held += link.heldSoFar() - heldBefore.remove(index);
      link.open();
    }

    /** Opens all, now and then one after the other. */
    final void openAll() {
      while (!closed.isEmpty()) {
        open(random.nextInt(closed.size()));
      }
    }

    @Override
    void stop() {
      openAll();
    }

    @Override
    public long fired() {
      return held;
    }

    final List<Host> nodes(int region) {
      return new ArrayList<>(stage.nodes(region).stream().map(SimNode::host).toList());
    }

    final List<Host> replicas(int region) {
      return stage.database().replicas(region).stream().map(Replica::host).toList();
    }

    final List<Host> clients(int region) {
      return stage.clients().stream()
          .filter(client -> client.region() == region)
          .map(SimClient::host)
          .toList();
    }

    /** Cuts a region's nodes in two, and perhaps who else is there. */
    final void halve(boolean othersToo) {
      int region = regionOf(2);
      List<Host> all = nodes(region);
      Collections.shuffle(all, new Random(random.nextLong()));
      int first = 1 + (all.size() > 2 ? random.nextInt(all.size() - 1) : 0);
      List<Host> one = new ArrayList<>(all.subList(0, Math.min(first, all.size())));
      List<Host> other = new ArrayList<>(all.subList(Math.min(first, all.size()), all.size()));
      if (othersToo) {
        for (Host host : clients(region)) {
          (random.nextBoolean() ? one : other).add(host);
        }
        for (Host host : replicas(region)) {
          (random.nextBoolean() ? one : other).add(host);
        }
      }
      cutBoth(one, other);
    }
  }

  /** F10. */
  static final class Halves extends Cutting {

    Halves(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      halve(random.nextBoolean());
      later(
          between(500, 20_000),
          () -> {
            openAll();
            later(between(100, 10_000), this::start);
          });
    }
  }

  /** F12. */
  static final class Merge extends Cutting {

    private long mergesBefore = -1;

    Merge(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      if (mergesBefore < 0) {
        mergesBefore = merges();
      }
      // Both halves have been told that they are alone, and have served for a while.
      long apart = stage.plan().times().silence().toNanos() + between(2_000, 10_000);
      halve(false);
      later(
          apart,
          () -> {
            openAll();
            later(between(5_000, 10_000), this::start);
          });
    }

    private long merges() {
      long merges = 0;
      for (int region = 0; region < stage.plan().regions(); region++) {
        merges += stage.group(region).merges();
      }
      return merges;
    }

    @Override
    public long fired() {
      return mergesBefore >= 0 && super.fired() > 0 ? merges() - mergesBefore : 0;
    }
  }

  /** F11. */
  static final class OneWay extends Cutting {

    OneWay(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      int region = regionOf(2);
      List<Host> nodes = nodes(region);
      Collections.shuffle(nodes, new Random(random.nextLong()));
      switch (random.nextInt(3)) {
        case 0 -> cut(nodes.getFirst(), nodes.getLast());
        case 1 -> ring(nodes);
        default -> bridge(nodes);
      }
      if (random.nextBoolean()) {
        Host misled = any(nodes);
        List<Host> seen = random.nextBoolean() ? List.of() : nodes.subList(0, nodes.size() / 2);
        stage.group(region).mislead(misled, seen, random.nextInt(3) == 0);
      }
      later(
          between(500, 15_000),
          () -> {
            openAll();
            later(between(100, 10_000), this::start);
          });
    }

    /** Each hears only the one before it. */
    private void ring(List<Host> nodes) {
      for (int i = 0; i < nodes.size(); i++) {
        for (int j = 0; j < nodes.size(); j++) {
          if (i != j && j != (i + 1) % nodes.size()) {
            cut(nodes.get(i), nodes.get(j));
          }
        }
      }
      if (nodes.size() == 2) {
        cut(nodes.getFirst(), nodes.getLast());
      }
    }

    /** One is between two halves, and hears both. */
    private void bridge(List<Host> nodes) {
      int middle = nodes.size() / 2;
      List<Host> left = nodes.subList(0, middle);
      List<Host> right =
          nodes.size() > 2 ? nodes.subList(middle + 1, nodes.size()) : nodes.subList(1, 2);
      for (Host one : left) {
        for (Host other : right) {
          cut(one, other);
          if (nodes.size() > 2) {
            cut(other, one);
          }
        }
      }
    }
  }

  /** F16. */
  static final class Regions extends Cutting {

    Regions(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      int one = anyRegion();
      int other = (one + 1 + random.nextInt(stage.plan().regions() - 1)) % stage.plan().regions();
      boolean oneWay = random.nextInt(3) == 0;
      for (Host from : all(one)) {
        for (Host to : all(other)) {
          cut(from, to);
          if (!oneWay) {
            cut(to, from);
          }
        }
      }
      later(
          between(1_000, 30_000),
          () -> {
            openAll();
            later(between(500, 10_000), this::start);
          });
    }

    private List<Host> all(int region) {
      List<Host> all = nodes(region);
      all.addAll(replicas(region));
      all.addAll(clients(region));
      return all;
    }
  }

  /** F17. */
  static final class Clogged extends Cutting {

    private static final int MOST = 24;

    Clogged(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      List<Host> hosts = stage.network().hosts();
      Host from = any(hosts);
      Host to = any(hosts);
      if (from != to && closed() < MOST) {
        cut(from, to);
      }
      if (closed() > MOST / 2 || (closed() > 0 && random.nextInt(3) == 0)) {
        open(random.nextInt(closed()));
      }
      later(between(50, 1_000), this::start);
    }
  }
}
