package dev.weir.chaos.cluster;

import dev.weir.messages.ErrorCode;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A node in a process of its own, ended by closing its standard input: so it also ends when the
 * process that started it is killed.
 */
final class NodeProcess {

  /** What a node prints, alone at the start of a line, once it serves. */
  private static final String READY = "ready";

  private static final int LOG_LINES = 10;
  private static final int KILL_SECONDS = 10;

  private final NodePlan plan;
  private final Path log;
  private final Process process;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private NodeProcess(NodePlan plan, Path log, Process process) {
    this.plan = plan;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts the process; does not wait for it.
   *
   * @param command as {@link NodeJava} makes it
   */
  static NodeProcess launch(NodePlan plan, List<String> command, Path log) {
    try {
      Process process =
          new ProcessBuilder(Bystander.of(inside(plan, command)))
              .redirectError(log.toFile())
              .start();
      NodeProcess node = new NodeProcess(plan, log, process);
      // Reading a pipe holds a virtual thread's carrier: as many nodes as cores, and no other
      // virtual thread of this process would run again.
      Thread.ofPlatform().daemon().name("output of " + plan.id()).start(node::read);
      return node;
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.FILE_UNREADABLE, "cannot start %s: %s".formatted(plan.id(), e.getMessage()), e);
    }
  }

  private static List<String> inside(NodePlan plan, List<String> command) {
    List<String> all = new ArrayList<>();
    plan.namespace().ifPresent(name -> all.addAll(List.of("ip", "netns", "exec", name)));
    all.addAll(command);
    return all;
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IOException("the process ended"));
  }

  NodePlan plan() {
    return plan;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Blocks until the node serves. */
  void awaitReady(Duration limit) {
    try {
      ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notReady("the wait was interrupted", e);
    } catch (ExecutionException e) {
      throw notReady(String.valueOf(e.getMessage()), e);
    } catch (TimeoutException e) {
      throw notReady("it took longer than " + limit.toSeconds() + " s", e);
    }
  }

  private WeirException notReady(String reason, Exception cause) {
    return new WeirException(
        ErrorCode.UNAVAILABLE,
        "node %s did not become ready: %s; its log, %s, ends with:\n%s"
            .formatted(plan.id(), reason, log, lastLines()),
        cause);
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(it cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Asks the node to drain and stop; does not wait for it. */
  void askToStop() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
  }

  /** Blocks until the process is gone; kills it after {@code limit}. */
  void awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Sends the process a signal, such as {@code STOP}; blocks until it is sent. */
  void signal(String name) {
    Signals.send(name, process.pid());
  }

  /** Kills the process and those that it started (SIGKILL), as a power cut would. */
  void kill() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().orTimeout(KILL_SECONDS, TimeUnit.SECONDS).join());
  }
}
