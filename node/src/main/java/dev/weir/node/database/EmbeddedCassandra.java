package dev.weir.node.database;

import dev.weir.node.database.DatabaseException.Reason;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Cassandra cluster on this machine: one or many members in one or many data centers,
 * each a child process with its data in a directory of its own, so that the next start finds it.
 *
 * <p>What {@link #start} returns is ready: every member serves CQL, sees every other one alive and
 * can tell a driver about it. No process outlives this one, however it ends: a child whose parent
 * is gone flushes and leaves within ten seconds.
 */
public final class EmbeddedCassandra implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCassandra.class);

  /** How long the orphan of a run that was killed may take to leave: its own limit and a little. */
  private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(12);

  private final DatabaseSpec spec;
  private final Launcher launcher;
  private final Map<String, MemberProcess> processes = new ConcurrentHashMap<>();

  private EmbeddedCassandra(DatabaseSpec spec, Launcher launcher) {
    this.spec = spec;
    this.launcher = launcher;
  }

  /**
   * Makes what is made once per JDK and Cassandra version: the launcher jar and the start-up cache,
   * half a minute of work. Idempotent, and safe from several processes at once; {@link #start}
   * calls it too.
   */
  public static void prepare(Installation installation) {
    var _ = StartupCache.provide(installation);
  }

  /** Starts a database with the jars under Weir's home. */
  public static EmbeddedCassandra start(DatabaseSpec spec) {
    return start(spec, Installation.located());
  }

  /**
   * Starts all members together and blocks until the cluster is ready.
   *
   * @throws DatabaseException if a port or the directory is taken, the jars are missing, a member
   *     dies or the start limit passes; then nothing is left running
   */
  public static EmbeddedCassandra start(DatabaseSpec spec, Installation installation) {
    var database = new EmbeddedCassandra(spec, StartupCache.provide(installation));
    spec.members().forEach(database::requireFree);
    try {
      spec.members().forEach(database::launch);
      database.awaitCluster();
    } catch (RuntimeException e) {
      database.processes.values().forEach(MemberProcess::kill);
      throw e;
    }
    return database;
  }

  /** The database's spec. */
  public DatabaseSpec spec() {
    return spec;
  }

  /** Where drivers connect, in the spec's order, whether the member runs or not. */
  public List<InetSocketAddress> contactPoints() {
    return spec.members().stream().map(Member::contactPoint).toList();
  }

  /** Where drivers of one data center connect. */
  public List<InetSocketAddress> contactPoints(String dataCenter) {
    return spec.members().stream()
        .filter(member -> member.dataCenter().equals(dataCenter))
        .map(Member::contactPoint)
        .toList();
  }

  /** The process id of a running member. */
  public long pid(String name) {
    return running(name).pid();
  }

  /** Whether the member's process runs. */
  public boolean isRunning(String name) {
    MemberProcess process = processes.get(member(name).name());
    return process != null && process.isAlive();
  }

  /**
   * Stops one member in good order: it flushes, tells the others, and exits. Nothing to do if it
   * does not run.
   */
  public void stop(String name) {
    if (isRunning(name)) {
      MemberProcess process = running(name);
      process.askToStop();
      process.awaitExit(spec.tuning().stopLimit());
    }
  }

  /** Kills one member's process (SIGKILL), as a crash would; returns when it is gone. */
  public void kill(String name) {
    running(name).kill();
  }

  /**
   * Stops the member if it runs, starts it again, and blocks until it and all other running members
   * see one another.
   */
  public void restart(String name) {
    stop(name);
    Member member = member(name);
    requireFree(member);
    launch(member);
    awaitCluster();
  }

  /**
   * Stops all members together, in good order; whoever takes longer than the stop limit is killed.
   */
  @Override
  public void close() {
    List<MemberProcess> stopping =
        processes.values().stream().filter(MemberProcess::isAlive).toList();
    stopping.forEach(MemberProcess::askToStop);
    stopping.forEach(process -> process.awaitExit(spec.tuning().stopLimit()));
  }

  private void requireFree(Member member) {
    DirectoryLock.requireFree(directory(member), ORPHAN_LIMIT);
    Ports.requireFree(member);
  }

  private void launch(Member member) {
    MemberDirectory directory = directory(member);
    directory.configure(spec, member);
    List<String> command = launcher.command(directory, spec.tuning(), List.of());
    processes.put(member.name(), MemberProcess.launch(member, directory, command));
    LOG.info(
        "starting database member {} on {}:{}, files in {}",
        member.name(),
        member.address(),
        member.cqlPort(),
        directory.root());
  }

  /**
   * Two rounds: all serve CQL and say who they are; then each sees exactly these, not an earlier
   * run's.
   */
  private void awaitCluster() {
    List<MemberProcess> alive = processes.values().stream().filter(MemberProcess::isAlive).toList();
    List<CompletableFuture<String>> started = alive.stream().map(MemberProcess::started).toList();
    CompletableFuture<Void> ready =
        Waiting.forAll(started)
            .thenCompose(_ -> {
              String identities =
                  String.join(" ", started.stream().map(CompletableFuture::join).toList());
              return Waiting.forAll(alive.stream().map(p -> p.sees(identities)).toList());
            });
    Waiting.untilDone(
        ready,
        spec.tuning().startLimit(),
        "all members of %s are ready; their logs are below %s"
            .formatted(spec.clusterName(), spec.directory()));
  }

  private MemberDirectory directory(Member member) {
    return new MemberDirectory(spec.directory().resolve(member.name()));
  }

  private Member member(String name) {
    return spec.members().stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no member '%s' in %s".formatted(name, spec)));
  }

  private MemberProcess running(String name) {
    @Nullable MemberProcess process = processes.get(member(name).name());
    if (process == null || !process.isAlive()) {
      throw new DatabaseException(Reason.NOT_RUNNING, "member '%s' does not run".formatted(name));
    }
    return process;
  }
}
