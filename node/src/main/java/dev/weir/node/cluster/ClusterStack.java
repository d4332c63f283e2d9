package dev.weir.node.cluster;

import dev.weir.topology.NodeAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FILE_PING;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.dns.DNS_PING;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.IpAddress;
import org.jgroups.stack.Protocol;
import org.jgroups.util.TLSClientAuth;

/**
 * The protocols of a cluster, bottom to top, every time and limit set on purpose: JGroups' own
 * defaults find a dead member after 40 seconds, encrypt nothing, limit no frame, and open a
 * multicast port for diagnostics.
 */
public final class ClusterStack {

  private static final int CONNECT_MILLIS = 500;
  private static final int MAX_THREADS = 200;
  private static final int MAX_FRAME_BYTES = 4 << 20;
  private static final int DISCOVERY_RUNS = 3;
  private static final int MERGE_MIN_MILLIS = 1_000;
  private static final int MERGE_MAX_MILLIS = 3_000;
  private static final int HEARTBEATS_PER_TIMEOUT = 4;
  private static final int VERIFY_MILLIS = 300;
  private static final int RESEND_MILLIS = 200;
  private static final int STABLE_MILLIS = 5_000;
  private static final int STABLE_BYTES = 1_000_000;
  private static final int JOIN_MILLIS = 2_000;
  private static final int VIEW_ACK_MILLIS = 2_000;
  private static final int MERGE_LIMIT_MILLIS = 5_000;
  private static final int CREDITS = 4_000_000;
  private static final double CREDIT_THRESHOLD = 0.4;
  private static final int FRAGMENT_BYTES = 60_000;

  private final ClusterConfig config;
  private final InetAddress bind;

  private ClusterStack(ClusterConfig config) throws Exception {
    this.config = config;
    this.bind = InetAddress.getByName(config.listen().host());
  }

  /**
   * A channel that is not connected yet. Blocks while host names are resolved.
   *
   * @throws Exception if a host is unknown, or JGroups refuses the stack
   */
  public static JChannel channel(ClusterConfig config) throws Exception {
    return channel(config, List.of());
  }

  /**
   * The same with protocols of the caller's between those that multicast and those that speak to
   * one member: the place of a relay.
   */
  public static JChannel channel(ClusterConfig config, List<Protocol> relays) throws Exception {
    JChannel channel = new JChannel(new ClusterStack(config).protocols(relays));
    channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
    return channel;
  }

  private List<Protocol> protocols(List<Protocol> relays) throws Exception {
    long timeout = config.failureTimeout().toMillis();
    List<Protocol> stack = new ArrayList<>();
    TCP transport = transport();
    stack.add(transport);
    stack.add(discovery());
    stack.add(new MERGE3().setMinInterval(MERGE_MIN_MILLIS).setMaxInterval(MERGE_MAX_MILLIS));
    FD_SOCK2 watch = new FD_SOCK2();
    watch.setBindAddress(bind);
    watch.setOffset(ClusterConfig.WATCH_OFFSET);
    watch.setPortRange(0);
    stack.add(watch);
    stack.add(new FD_ALL3().setTimeout(timeout).setInterval(timeout / HEARTBEATS_PER_TIMEOUT));
    stack.add(new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS));
    NAKACK2 multicast = new NAKACK2();
    multicast.useMcastXmit(false);
    multicast.setXmitInterval(RESEND_MILLIS);
    multicast.setResendLastSeqno(true);
    stack.add(multicast);
    stack.addAll(relays);
    UNICAST3 unicast = new UNICAST3();
    unicast.setXmitInterval(RESEND_MILLIS);
    stack.add(unicast);
    stack.add(new STABLE().setDesiredAverageGossip(STABLE_MILLIS).setMaxBytes(STABLE_BYTES));
    GMS membership = new GMS();
    membership.setJoinTimeout(JOIN_MILLIS);
    membership.setViewAckCollectionTimeout(VIEW_ACK_MILLIS);
    membership.setMergeTimeout(MERGE_LIMIT_MILLIS);
    membership.printLocalAddress(false);
    stack.add(membership);
    stack.add(new UFC().setMaxCredits(CREDITS).setMinThreshold(CREDIT_THRESHOLD));
    stack.add(new MFC().setMaxCredits(CREDITS).setMinThreshold(CREDIT_THRESHOLD));
    stack.add(new FRAG4().setFragSize(FRAGMENT_BYTES));
    return stack;
  }

  private TCP transport() {
    TCP tcp = new TCP();
    tcp.setBindAddress(bind);
    tcp.setBindPort(config.listen().port());
    tcp.setPortRange(0);
    tcp.setSockConnTimeout(CONNECT_MILLIS);
    tcp.setLinger(-1);
    tcp.tcpNodelay(true);
    tcp.setMaxLength(MAX_FRAME_BYTES);
    tcp.useVirtualThreads(true);
    tcp.getThreadPool().setMinThreads(0).setMaxThreads(MAX_THREADS);
    config
        .tls()
        .ifPresent(tls ->
            tcp.tls()
                .enabled(true)
                .setClientAuth(TLSClientAuth.NEED)
                .setKeystorePath(tls.keystore().toString())
                .setKeystorePassword(tls.password())
                .setKeystoreType("PKCS12")
                .setTruststorePath(tls.truststore().toString())
                .setTruststorePassword(tls.password())
                .setTruststoreType("PKCS12")
                .setProtocols(new String[] {"TLSv1.3"}));
    return tcp;
  }

  private Protocol discovery() throws Exception {
    return switch (config.discovery()) {
      case ClusterConfig.Discovery.None _ -> fixed(List.of(config.listen()));
      case ClusterConfig.Discovery.Fixed fixed -> fixed(fixed.members());
      case ClusterConfig.Discovery.Directory directory -> {
        Files.createDirectories(directory.path());
        FILE_PING files = new FILE_PING();
        files.setLocation(directory.path().toString());
        files.removeAllDataOnViewChange(true);
        files.numDiscoveryRuns(DISCOVERY_RUNS);
        yield files;
      }
      case ClusterConfig.Discovery.Dns dns -> {
        DNS_PING names = new DNS_PING();
        names.setDNSQuery(dns.name());
        names.setDNSResolver((name, type) -> addresses(name));
        names.numDiscoveryRuns(DISCOVERY_RUNS);
        yield names;
      }
    };
  }

  /** By the system's own resolver, which also knows the hosts file. All listen at the same port. */
  private List<Address> addresses(String name) {
    try {
      List<Address> addresses = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(name)) {
        addresses.add(new IpAddress(address, config.listen().port()));
      }
      return addresses;
    } catch (UnknownHostException _) {
      return List.of();
    }
  }

  private static TCPPING fixed(List<NodeAddress> members) {
    TCPPING fixed = new TCPPING();
    fixed.setInitialHosts(
        members.stream()
            .map(member -> new InetSocketAddress(member.host(), member.port()))
            .toList());
    fixed.setPortRange(0);
    fixed.numDiscoveryRuns(DISCOVERY_RUNS);
    return fixed;
  }
}
