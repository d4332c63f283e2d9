package dev.weir.client;

import dev.weir.messages.Ticker;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;

/**
 * The ground of production: a daemon thread for each client, and the system's sockets. Its clocks
 * and chance can be others, for tests.
 */
record MachineGround(Ticker ticker, InstantSource wall, RandomGenerator random) implements Ground {

  /** The machine's own, with chance that never repeats itself: what is drawn must be unique. */
  static MachineGround unique() {
    return new MachineGround(System::nanoTime, InstantSource.system(), new SecureRandom());
  }

  /** The machine's own, with chance that is good enough for pauses. */
  static MachineGround usual() {
    return new MachineGround(System::nanoTime, InstantSource.system(), new SplittableRandom());
  }

  @Override
  public Executor spare() {
    return ForkJoinPool.commonPool();
  }

  @Override
  public Names names() {
    return new MachineNames();
  }

  @Override
  public Driver driver(Turns turns) {
    return new MachineDriver(turns);
  }
}
