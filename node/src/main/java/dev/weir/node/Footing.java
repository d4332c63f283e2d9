package dev.weir.node;

import dev.weir.client.Ground;
import dev.weir.messages.Ticker;
import dev.weir.node.orders.OrderTable;
import dev.weir.node.ownership.SharedMap;
import dev.weir.node.store.LeaseTable;
import dev.weir.node.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a node stands on. In production the machine, a database and a cluster; a simulation brings
 * its own, and then all that a node does is decided by it alone.
 *
 * @param ground time and chance, and the way to other nodes; its chance is drawn on any thread, and
 *     names what must be unique: two nodes that drew the same would give the same ids and tokens
 * @param threads makes a scheduler of one thread by this name, or of none: tasks of one scheduler
 *     run one at a time. The node shuts down each that it was given, and waits for one of them for
 *     two seconds at most ({@code awaitTermination})
 * @param store of the node's region; closed by whoever opened it
 * @param leases of the numbers of that region's workers
 * @param orders of operators, kept in that region's database
 * @param map that the region's nodes share, which this node has joined; closed by the node
 */
public record Footing(
    Ground ground,
    Function<String, ScheduledExecutorService> threads,
    Store store,
    LeaseTable leases,
    OrderTable orders,
    SharedMap map,
    MeterRegistry registry) {

  Ticker ticker() {
    return ground.ticker();
  }

  InstantSource wall() {
    return ground.wall();
  }

  RandomGenerator random() {
    return ground.random();
  }

  ScheduledExecutorService thread(String name) {
    return threads.apply(name);
  }
}
