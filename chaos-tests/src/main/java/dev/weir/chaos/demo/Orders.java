package dev.weir.chaos.demo;

import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection orders. Closed, it heals what was harmed and not healed: whoever ordered it
 * may have been killed.
 */
final class Orders implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Orders.class);
  private static final String WHO = "drill";

  private final Demo demo;
  private final Clock clock = Clock.systemUTC();
  private final AtomicBoolean harmed = new AtomicBoolean();
  private final ScheduledExecutorService expiries =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("demo-expiry").factory());
  private Duration expiry = Duration.ofMinutes(1);

  Orders(Demo demo) {
    this.demo = demo;
  }

  /** Does what a line says, and returns the answer; blocks. */
  String obey(String line) {
    try {
      return "ok " + answer(line.strip());
    } catch (WeirException | IllegalStateException e) {
      return "no " + String.valueOf(e.getMessage()).replace('\n', ' ');
    }
  }

  private String answer(String line) {
    if (line.equals("sites")) {
      return sites();
    }
    if (line.equals("check")) {
      return demo.mischief().told();
    }
    if (line.startsWith("expire ")) {
      expiry = Duration.ofSeconds(Long.parseLong(line.substring("expire ".length())));
      return "harm ends after %d s".formatted(expiry.toSeconds());
    }
    Optional<DemoCommand> command = DemoCommand.parse(line, demo.regions());
    if (command.isEmpty()) {
      throw WeirException.invalid("an empty order");
    }
    return obey(command.get());
  }

  private String obey(DemoCommand command) {
    if (command instanceof DemoCommand.Heal) {
      heal();
      return demo.mischief().told();
    }
    if (!harmed.getAndSet(true)) {
      var _ = expiries.schedule(this::expired, expiry.toMillis(), TimeUnit.MILLISECONDS);
    }
    demo.harm(command, WHO, clock.instant());
    return demo.mischief().told();
  }

  private void expired() {
    if (harmed.get()) {
      log.warn("harm has expired: healing");
      heal();
    }
  }

  /** Harm that could not be healed is tried again when this is closed. */
  private void heal() {
    harmed.set(false);
    try {
      demo.harm(new DemoCommand.Heal(), WHO, clock.instant());
    } catch (RuntimeException e) {
      harmed.set(true);
      throw e;
    }
  }

  /** As in a drill file: clients, then operators, then whether links can be cut. */
  private String sites() {
    return demo.regions().stream()
            .map(region ->
                "%s/%d = %s"
                    .formatted(
                        region.region(), region.number(), addresses(region, NodePlan::listen)))
            .collect(Collectors.joining("; "))
        + " | "
        + demo.regions().stream()
            .map(region -> region.region() + " = " + addresses(region, NodePlan::admin))
            .collect(Collectors.joining("; "));
  }

  private static String addresses(RegionPlan region, Function<NodePlan, NodeAddress> address) {
    return region.nodes().stream()
        .map(address)
        .map(NodeAddress::toString)
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    expiries.shutdownNow();
    if (harmed.get()) {
      log.warn("who ordered harm is gone: healing");
      heal();
    }
  }
}
