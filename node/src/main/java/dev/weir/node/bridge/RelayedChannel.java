package dev.weir.node.bridge;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.cluster.ClusterStack;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.protocols.relay.RELAY3;
import org.jgroups.protocols.relay.RouteStatusListener;
import org.jgroups.protocols.relay.config.RelayConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JGroups channel of a region's nodes, which RELAY3 connects with those of other regions. What
 * JGroups calls a site is a region.
 */
final class RelayedChannel implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RelayedChannel.class);
  private static final String CLUSTER = "weir-bridge-";
  private static final String RELAY_CLUSTER = "weir-bridge";

  private final JChannel channel;
  private final RELAY3 relay;

  private RelayedChannel(JChannel channel, RELAY3 relay) {
    this.channel = channel;
    this.relay = relay;
  }

  /**
   * Joins; blocks, for two seconds if no other node of the region is there. Regions meet later, in
   * the background.
   *
   * @param received gets each message's bytes, on JGroups' threads; must not block
   * @throws Exception if the region's nodes cannot be joined
   */
  static RelayedChannel connect(BridgeConfig config, NodeId node, Consumer<byte[]> received)
      throws Exception {
    RELAY3 relay = relay(config);
    JChannel channel = ClusterStack.channel(config.regional(), List.of(relay));
    try {
      channel.setName(node.name());
      channel.setReceiver(new Messages(received));
      channel.connect(CLUSTER + config.home());
      return new RelayedChannel(channel, relay);
    } catch (Exception e) {
      channel.close();
      throw e;
    }
  }

  private static RELAY3 relay(BridgeConfig config) {
    RELAY3 relay = new RELAY3();
    relay.site(config.home().name());
    relay.asyncRelayCreation(true);
    relay.delaySitesDown(false);
    for (Region region : config.regions().keySet()) {
      RelayConfig.SiteConfig site = new RelayConfig.SiteConfig(region.name());
      site.addBridge(
          new RelayConfig.BridgeConfig(RELAY_CLUSTER) {
            @Override
            public JChannel createChannel() throws Exception {
              return ClusterStack.channel(config.relay());
            }
          });
      relay.addSite(region.name(), site);
    }
    relay.setRouteStatusListener(new Routes());
    return relay;
  }

  /**
   * Finds out whether the ports can be listened at, before JGroups does so in the background.
   *
   * @throws WeirException {@code PORT_TAKEN}
   */
  static void requirePorts(BridgeConfig config) {
    for (int port : config.ports()) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(config.listen().host()), port));
      } catch (IOException e) {
        throw new WeirException(
            ErrorCode.PORT_TAKEN,
            "cannot listen at %s:%d for the bridge between regions (bridge.listen %s takes ports %s): %s"
                .formatted(
                    config.listen().host(), port, config.listen(), config.ports(), e.getMessage()),
            e);
      }
    }
  }

  /** Whether this node keeps up the connection to the other regions. */
  boolean isSiteMaster() {
    return relay.isSiteMaster();
  }

  /**
   * Sends to every node of this region; what is lost on the way is not sent again later than the
   * next one.
   *
   * @throws Exception if the channel is closed or closing
   */
  void sendHome(byte[] bytes) throws Exception {
    channel.send(message(bytes).setFlag(Message.Flag.NO_RELAY));
  }

  /**
   * Sends to every node of every region.
   *
   * @throws Exception if the channel is closed or closing
   */
  void sendEverywhere(byte[] bytes) throws Exception {
    channel.send(message(bytes));
  }

  /** Out of the order of others: only the newest counts. */
  private static Message message(byte[] bytes) {
    return new BytesMessage(null, bytes).setFlag(Message.Flag.OOB);
  }

  @Override
  public void close() {
    channel.close();
  }

  /** Hands on what arrives. */
  private record Messages(Consumer<byte[]> received) implements Receiver {

    @Override
    public void receive(Message message) {
      byte[] array = message.getArray();
      if (array == null) {
        return;
      }
      int offset = message.getOffset();
      received.accept(Arrays.copyOfRange(array, offset, offset + message.getLength()));
    }

    @Override
    public void viewAccepted(View view) {
      log.debug("the bridge's view of this region: {}", view);
    }
  }

  /** Tells the log what JGroups believes of regions. */
  private static final class Routes implements RouteStatusListener {

    @Override
    public void sitesUp(String... sites) {
      log.info("the bridge reaches {}", String.join(", ", sites));
    }

    @Override
    public void sitesDown(String... sites) {
      log.info("the bridge does not reach {}", String.join(", ", sites));
    }
  }
}
