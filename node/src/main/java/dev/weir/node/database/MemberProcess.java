package dev.weir.node.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.node.database.DatabaseException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parent's side of one member's process, from launch to exit. It holds the pipe whose end tells
 * the child that its parent is gone, and speaks the two-line protocol that {@link
 * dev.weir.node.database.child.DatabaseMain} describes. A restarted member is a new object.
 */
final class MemberProcess {
  private static final Logger LOG = LoggerFactory.getLogger(MemberProcess.class);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final int LAST_WORDS = 20;

  private final Member member;
  private final MemberDirectory directory;
  private final Process process;
  private final Writer orders;
  private final CompletableFuture<String> started = new CompletableFuture<>();
  private final ConcurrentMap<String, CompletableFuture<String>> sightings =
      new ConcurrentHashMap<>();

  private MemberProcess(Member member, MemberDirectory directory, Process process) {
    this.member = member;
    this.directory = directory;
    this.process = process;
    this.orders = process.outputWriter(UTF_8);
  }

  /** Starts the process and returns at once; its directory is configured before. */
  static MemberProcess launch(Member member, MemberDirectory directory, List<String> command) {
    var builder =
        new ProcessBuilder(Bystander.of(member.inside(command)))
            .directory(directory.root().toFile());
    builder.redirectError(Redirect.to(directory.errors().toFile()));
    // Options meant for this JVM would print into the pipe and spoil the start-up cache.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    try {
      var launched = new MemberProcess(member, directory, builder.start());
      launched.listen();
      return launched;
    } catch (IOException e) {
      throw new DatabaseException(
          Reason.SYSTEM_REFUSED, "cannot start member '%s'".formatted(member.name()), e);
    }
  }

  private void listen() {
    var _ = process.onExit().thenAccept(_ -> failWaiters());
    Thread.ofPlatform().daemon().name("database-" + member.name()).start(this::readReports);
  }

  /** Completes with the member's identity (address and generation) when it serves CQL. */
  CompletableFuture<String> started() {
    return started;
  }

  /**
   * Completes when this member sees all of these, given by identity, alive and knows them fully.
   */
  CompletableFuture<String> sees(String identities) {
    var sighting = sightings.computeIfAbsent(identities, _ -> new CompletableFuture<>());
    try {
      orders.write("await " + identities + "\n");
      orders.flush();
    } catch (IOException e) {
      LOG.debug("member {} does not listen any more: {}", member.name(), e.toString());
    }
    if (!process.isAlive()) {
      failWaiters();
    }
    return sighting;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The status it exited with; only once it is not alive. */
  int exitStatus() {
    return process.exitValue();
  }

  /** Asks for an orderly exit (SIGTERM: Cassandra flushes and closes) without waiting for it. */
  void askToStop() {
    // Not Process.destroy: it closes the pipes too, and the child would think itself orphaned.
    process.toHandle().destroy();
  }

  /**
   * Waits for the exit that was asked for; a process that takes longer than the limit is killed.
   */
  void awaitExit(Duration limit) {
    if (!exited(limit)) {
      LOG.warn("member {} did not stop within {} s: killed", member.name(), limit.toSeconds());
      kill();
    }
  }

  /** Ends the process on the spot (SIGKILL); returns when it is gone, interrupted or not. */
  void kill() {
    process.destroyForcibly();
    try {
      process.onExit().orTimeout(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      LOG.error("process {} of member {} does not die", process.pid(), member.name());
    }
  }

  private boolean exited(Duration limit) {
    try {
      return process.waitFor(limit);
    } catch (InterruptedException e) {
      throw Waiting.interrupted("member '" + member.name() + "' is gone", e);
    }
  }

  private void readReports() {
    try (BufferedReader reports = process.inputReader(UTF_8)) {
      for (String report = reports.readLine(); report != null; report = reports.readLine()) {
        take(report);
      }
    } catch (IOException e) {
      LOG.debug("member {} reports no more: {}", member.name(), e.toString());
    }
  }

  private void take(String report) {
    if (report.startsWith("started ")) {
      started.complete(report.substring("started ".length()));
      return;
    }
    var sighting =
        report.startsWith("seen ") ? sightings.remove(report.substring("seen ".length())) : null;
    if (sighting == null) {
      LOG.debug("member {} says: {}", member.name(), report);
    } else {
      sighting.complete(report);
    }
  }

  private void failWaiters() {
    if (started.isDone() && sightings.isEmpty()) {
      return;
    }
    var dead =
        new DatabaseException(
            Reason.DIED_AT_START,
            "member '%s' ended with status %d before it was ready. The end of %s:%n%s"
                .formatted(
                    member.name(),
                    process.exitValue(),
                    directory.log(),
                    directory.lastWords(LAST_WORDS)));
    started.completeExceptionally(dead);
    sightings.values().forEach(sighting -> sighting.completeExceptionally(dead));
    sightings.clear();
  }
}
