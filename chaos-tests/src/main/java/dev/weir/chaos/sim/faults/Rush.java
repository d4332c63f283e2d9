package dev.weir.chaos.sim.faults;

import dev.weir.chaos.sim.database.Replica;
import dev.weir.chaos.sim.stage.SimClient;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.topology.ChannelId;
import java.util.List;

/** Readers who come in the wrong way, all to one place, or too many. */
final class Rush {

  private Rush() {}

  /** F26. */
  static final class LostClient extends Trouble {

    private final Crowd crowd;
    private long asked;

    LostClient(Stage stage, PlannedFault plan, Crowd crowd) {
      super(stage, plan);
      this.crowd = crowd;
    }

    @Override
    void start() {
      ask(stage.lostClient(anyRegion()));
    }

    private void ask(SimClient client) {
      asked++;
      crowd.reads(client, crowd.channel(random));
      later(between(200, 4_000), () -> ask(client));
    }

    @Override
    void stop() {}

    @Override
    public long fired() {
      return asked;
    }
  }

  /** F27. */
  static final class Storm extends Trouble {

    private static final int MOST = 2_000;

    private final Crowd crowd;
    private long asked;

    Storm(Stage stage, PlannedFault plan, Crowd crowd) {
      super(stage, plan);
      this.crowd = crowd;
    }

    @Override
    void start() {
      ChannelId channel = crowd.channel(random);
      int left = (int) (between(100, MOST) / 1_000_000);
      gust(channel, left);
    }

    private void gust(ChannelId channel, int left) {
      int now = Math.min(left, 1 + random.nextInt(100));
      for (int i = 0; i < now; i++) {
        asked++;
        crowd.reads(any(stage.clients()), channel);
      }
      if (left > now) {
        later(between(1, 20), () -> gust(channel, left - now));
      }
    }

    @Override
    void stop() {}

    @Override
    public long fired() {
      return asked;
    }
  }

  /** F28. */
  static final class Overload extends Trouble {

    private static final double CAPACITY_PER_SECOND = 60;
    private static final double TOO_MUCH = 3;
    private static final double ENOUGH = 0.7;

    private final Crowd crowd;
    private final int region;
    private double share = TOO_MUCH;
    private long asked;

    Overload(Stage stage, PlannedFault plan, Crowd crowd) {
      super(stage, plan);
      this.crowd = crowd;
      this.region = anyRegion();
    }

    @Override
    void start() {
      List<Replica> replicas = stage.database().replicas(region);
      replicas.forEach(replica -> replica.limit(CAPACITY_PER_SECOND));
      later(Math.min(lastsNanos * 2 / 3, 12_000_000_000L), () -> share = ENOUGH);
      List<SimClient> clients =
          stage.clients().stream().filter(each -> each.region() == region).toList();
      ask(clients);
    }

    private void ask(List<SimClient> clients) {
      asked++;
      crowd.looksFor(any(clients), crowd.channel(random), random);
      long every = (long) (1e9 / (CAPACITY_PER_SECOND * share));
      later(every, () -> ask(clients));
    }

    @Override
    void stop() {
      stage.database().replicas(region).forEach(Replica::unlimit);
    }

    @Override
    public long fired() {
      return asked;
    }
  }
}
