package dev.weir.chaos.nemesis;

import java.io.File;
import java.time.Duration;

/** A process that is guarded, and waits to be killed. */
final class GuardianStarter {

  private GuardianStarter() {}

  public static void main(String[] arguments) throws Exception {
    Guardian guardian =
        Guardian.watch(
            Duration.ofMinutes(5),
            "touch '%s'".formatted(arguments[0]),
            Duration.ofSeconds(5),
            new File(arguments[1]));
    System.out.println(guardian.isThere() ? "watched" : "alone");
    new java.util.concurrent.CountDownLatch(1).await();
  }
}
