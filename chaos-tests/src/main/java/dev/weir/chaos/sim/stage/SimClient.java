package dev.weir.chaos.sim.stage;

import dev.weir.chaos.sim.world.Chance;
import dev.weir.chaos.sim.world.Host;
import dev.weir.client.ClientConfig;
import dev.weir.client.Elsewhere;
import dev.weir.client.WeirClient;
import dev.weir.topology.NodeAddress;
import java.util.List;

/** A client on its host. */
public final class SimClient {

  private final int region;
  private final Host host;
  private final WeirClient client;

  /**
   * A client that begins to connect.
   *
   * @param contacts of its home, the first of which it tries first
   */
  SimClient(Stage stage, int region, int number, Host host, List<NodeAddress> contacts) {
    this.region = region;
    this.host = host;
    ClientPlan plan = stage.plan().clients();
    ClientConfig config =
        ClientConfig.of(contacts)
            .withTimeout(plan.timeout())
            .withCallbacks(Runnable::run)
            .withName("client-" + region + "-" + number)
            .withLimits(
                new ClientConfig.Limits(
                    plan.inFlight(), ClientConfig.Limits.DEFAULT.bytesInFlight(), plan.tries()))
            .withConnecting(connecting(plan));
    if (plan.knowOthers()) {
      for (int other = 0; other < stage.plan().regions(); other++) {
        if (other != region) {
          config =
              config.withRegion(new Elsewhere(RegionNames.region(other), stage.addresses(other)));
        }
      }
    }
    this.client =
        WeirClient.on(
            config,
            new SimGround(host, stage.network(), Chance.of(stage.seed(), host.name() + "/client")));
  }

  private static ClientConfig.Connecting connecting(ClientPlan plan) {
    ClientConfig.Connecting usual = ClientConfig.Connecting.DEFAULT;
    return new ClientConfig.Connecting(
        usual.timeout(),
        usual.attemptTimeout(),
        usual.minBackoff(),
        usual.maxBackoff(),
        usual.pingInterval(),
        plan.suspectAfter());
  }

  /** Where it is at home. */
  public int region() {
    return region;
  }

  public Host host() {
    return host;
  }

  public WeirClient client() {
    return client;
  }
}
