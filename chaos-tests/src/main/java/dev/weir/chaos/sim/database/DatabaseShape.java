package dev.weir.chaos.sim.database;

import java.time.Duration;

/**
 * What a database is like when it is well.
 *
 * @param regions how many hold replicas
 * @param replicas of each region, 1 or 3: each holds everything
 * @param service how long a replica works on one read or write
 * @param atOnce how many of them it works on at once
 * @param backlog what waits for longer than that is refused as overload
 * @param readTimeout what a coordinator gives replicas to answer a read
 * @param writeTimeout and a write
 * @param detection how long a replica must be silent before others take it for dead
 */
public record DatabaseShape(
    int regions,
    int replicas,
    Duration service,
    int atOnce,
    Duration backlog,
    Duration readTimeout,
    Duration writeTimeout,
    Duration detection) {

  /** As many are a quorum of a region. */
  int quorum() {
    return replicas / 2 + 1;
  }
}
