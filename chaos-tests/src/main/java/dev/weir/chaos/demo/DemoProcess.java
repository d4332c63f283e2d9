package dev.weir.chaos.demo;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.database.Bystander;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A demo without load in a process of its own, which ends with the one that started it. */
public final class DemoProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Process process;

  private DemoProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param options of {@code weir demo}, beside those that make it one without load
   * @param progress is told each step of its start
   */
  public static DemoProcess start(List<String> options, Path directory, Consumer<String> progress) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dweir.home=" + System.getProperty("weir.home", "."),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.weir.node.cli.Weir",
            "demo",
            "--prompt",
            "--rate",
            "0",
            "--data",
            directory.toString()));
    command.addAll(options);
    try {
      Files.createDirectories(directory);
      Process process =
          new ProcessBuilder(Bystander.of(command))
              .redirectOutput(directory.resolve("demo.log").toFile())
              .start();
      Thread.ofPlatform().daemon().name("demo-notes").start(() -> pass(process, progress));
      return new DemoProcess(process);
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE, "the demo cannot be started: " + e.getMessage(), e);
    }
  }

  private static void pass(Process process, Consumer<String> progress) {
    try (BufferedReader notes = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = notes.readLine(); line != null; line = notes.readLine()) {
        if (line.endsWith("…")) {
          progress.accept(line.strip());
        }
      }
    } catch (IOException _) {
      // It has ended.
    }
  }

  /** Blocks until it takes orders. */
  public DemoLink await(Path directory, Ticker ticker) {
    long end = ticker.nanos() + START_LIMIT.toNanos();
    while (process.isAlive() && ticker.nanos() - end < 0) {
      Optional<DemoLink> link = DemoLink.to(directory);
      if (link.isPresent()) {
        return link.get();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    close();
    throw new WeirException(
        ErrorCode.UNAVAILABLE,
        "the demo did not start; %s says more".formatted(directory.resolve("demo.log")));
  }

  /** Ends it and all that it started; blocks until it is gone. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_LIMIT)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
