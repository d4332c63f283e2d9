package dev.weir.node.database;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line that starts a member.
 *
 * @param jar see {@link LauncherJar}
 * @param startupCache see {@link StartupCache}; the JVM ignores one that does not fit it
 */
record Launcher(Path jar, Optional<Path> startupCache) {
  List<String> command(MemberDirectory directory, DatabaseTuning tuning, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xms64m", "-Xmx" + tuning.heapMegabytes() + "m", "-XX:+UseSerialGC", "-Xss512k"));
    if (!tuning.fullCompiler()) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.add("--sun-misc-unsafe-memory-access=allow");
    // A database that ran out of memory ends, and says so, rather than linger half alive.
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:ErrorFile=" + directory.logs().resolve("hs_err.log"));
    startupCache.ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
    command.addAll(more);
    command.add("-Dcassandra.config=" + directory.conf("cassandra.yaml").toUri());
    command.add(
        "-Dcassandra-rackdc.properties=" + directory.conf("cassandra-rackdc.properties").toUri());
    command.add("-Dlogback.configurationFile=" + directory.conf("logback.xml"));
    command.add("-Dcassandra.logdir=" + directory.logs());
    command.add("-Dcassandra.storagedir=" + directory.data());
    command.add("-Dcassandra-foreground=yes");
    command.addAll(quickGossip());
    command.add("-jar");
    command.add(jar.toString());
    command.add(directory.lock().toString());
    command.add(Long.toString(ProcessHandle.current().pid()));
    return List.copyOf(command);
  }

  /**
   * Cassandra's waits are made for data centers, not for one machine. A ring delay of zero, the
   * usual advice, lets members that start together form two clusters; two seconds do not.
   */
  private static List<String> quickGossip() {
    return List.of(
        "-Dcassandra.skip_wait_for_gossip_to_settle=0",
        "-Dcassandra.ring_delay_ms=2000",
        "-Dcassandra.gossip_quarantine_delay_ms=60000",
        "-Dcassandra.consistent.rangemovement=false",
        "-Dcassandra.shutdown_announce_in_ms=0",
        "-Dcassandra.test.ignore_sigar=true",
        "-Dcassandra.memtable.row_overhead_size=180");
  }
}
