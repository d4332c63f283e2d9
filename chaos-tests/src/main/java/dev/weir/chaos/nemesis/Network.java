package dev.weir.chaos.nemesis;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A network of hosts on this machine: a network namespace each, joined by a bridge that this
 * process is on, too. What one host sends to another can be cut, in one direction or both.
 *
 * <p>A cut lets the sender believe in a neighbour that does not exist: its packets go out and
 * nobody takes them, as behind a broken switch. Nothing is refused, and no packet filter is needed.
 */
public final class Network implements AutoCloseable {

  private static final String PREFIX = "weir";
  private static final String NOBODY = "02:00:00:00:00:99";
  private static final int LIMIT = 200;

  private final long pid;
  private final int hosts;
  private final String bridge;
  private final String subnet;

  private Network(long pid, int hosts) {
    this.pid = pid;
    this.hosts = hosts;
    this.bridge = "%s%d".formatted(PREFIX, pid);
    this.subnet = "10.%d.%d".formatted(64 + pid / 256 % 64, pid % 256);
  }

  /**
   * Makes a network of so many hosts, 1 to {@value #LIMIT}; one for each process.
   *
   * @throws WeirException {@code UNAVAILABLE} without the right to do so
   */
  public static Network create(int hosts) {
    if (hosts < 1 || hosts > LIMIT) {
      throw WeirException.invalid("%d hosts: make 1 to %d".formatted(hosts, LIMIT));
    }
    removeThoseOfTheDead();
    Network network = new Network(ProcessHandle.current().pid(), hosts);
    try {
      network.build();
      return network;
    } catch (WeirException e) {
      network.close();
      throw e;
    }
  }

  private void build() {
    run("ip", "link", "add", bridge, "type", "bridge");
    run("ip", "addr", "add", hub() + "/24", "dev", bridge);
    run("ip", "link", "set", bridge, "up");
    for (int host = 1; host <= hosts; host++) {
      String namespace = namespace(host);
      String port = bridge + "p" + host;
      run("ip", "netns", "add", namespace);
      run("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", namespace);
      run("ip", "link", "set", port, "master", bridge, "up");
      inside(host, "ip", "link", "set", "lo", "up");
      inside(host, "ip", "addr", "add", address(host) + "/24", "dev", "eth0");
      inside(host, "ip", "link", "set", "eth0", "up");
    }
  }

  /** The address of this process's end: what all hosts reach. */
  public String hub() {
    return subnet + ".1";
  }

  /** The address of a host, 1 or higher. */
  public String address(int host) {
    return "%s.%d".formatted(subnet, 10 + host);
  }

  /** The namespace that a host's processes run in. */
  public String namespace(int host) {
    return "%s-%d-%d".formatted(PREFIX, pid, host);
  }

  /** Lets nothing that one host sends arrive at another; what that one sends still does. */
  public void cut(int from, int to) {
    inside(
        from,
        "ip",
        "neigh",
        "replace",
        address(to),
        "lladdr",
        NOBODY,
        "dev",
        "eth0",
        "nud",
        "permanent");
  }

  /** Cuts both directions between each host of one side and each of the other. */
  public void split(List<Integer> side, List<Integer> other) {
    for (int one : side) {
      for (int another : other) {
        cut(one, another);
        cut(another, one);
      }
    }
  }

  /** Whether one host can connect to a port of another, within a second; needs bash. */
  public boolean connects(int from, int to, int port) {
    String connect = "exec 3<>/dev/tcp/%s/%d".formatted(address(to), port);
    return execute("ip", "netns", "exec", namespace(from), "timeout", "1", "bash", "-c", connect)
        .isEmpty();
  }

  /** Undoes every cut. */
  public void heal() {
    for (int host = 1; host <= hosts; host++) {
      inside(host, "ip", "neigh", "flush", "dev", "eth0", "nud", "permanent");
    }
  }

  @Override
  public void close() {
    remove(pid);
  }

  private void inside(int host, String... command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace(host)));
    all.addAll(Arrays.asList(command));
    run(all.toArray(String[]::new));
  }

  private static void removeThoseOfTheDead() {
    output("ip", "netns", "list")
        .lines()
        .map(line -> line.split("[ -]"))
        .filter(words -> words.length >= 3 && words[0].equals(PREFIX))
        .map(words -> Long.parseLong(words[1]))
        .distinct()
        .filter(owner -> ProcessHandle.of(owner).isEmpty())
        .forEach(Network::remove);
  }

  private static void remove(long owner) {
    String mine = "%s-%d-".formatted(PREFIX, owner);
    output("ip", "netns", "list")
        .lines()
        .map(line -> line.split(" ")[0])
        .filter(name -> name.startsWith(mine))
        .forEach(name -> output("ip", "netns", "del", name));
    output("ip", "link", "del", PREFIX + owner);
  }

  private static void run(String... command) {
    execute(command)
        .ifPresent(error -> {
          throw new WeirException(
              ErrorCode.UNAVAILABLE,
              "'%s' failed: %s; networks of namespaces need root and iproute2"
                  .formatted(String.join(" ", command), error.strip()));
        });
  }

  /** What a command prints, whether it succeeds or not. */
  private static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** What it said if it failed. */
  private static Optional<String> execute(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.empty() : Optional.of(output);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
