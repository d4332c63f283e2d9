package dev.weir.chaos.bench.load;

import java.time.Duration;

/**
 * Processor time, as the system counts it: in steps of 10 ms.
 *
 * @param clientNanos of this process, which sends the load
 * @param nodeNanos of the node
 * @param databaseNanos of the database
 */
public record Cpu(long clientNanos, long nodeNanos, long databaseNanos) {

  /**
   * Whose time it is.
   *
   * @param node its process
   * @param database its process
   */
  public record Meter(long node, long database) {

    /** Since each process began. */
    public Cpu read() {
      return new Cpu(nanos(ProcessHandle.current().pid()), nanos(node), nanos(database));
    }
  }

  /** Of one process; 0 if it is gone. */
  public static long nanos(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().totalCpuDuration())
        .map(Duration::toNanos)
        .orElse(0L);
  }

  /** All three together. */
  public long total() {
    return clientNanos + nodeNanos + databaseNanos;
  }

  Cpu since(Cpu before) {
    return new Cpu(
        clientNanos - before.clientNanos,
        nodeNanos - before.nodeNanos,
        databaseNanos - before.databaseNanos);
  }
}
