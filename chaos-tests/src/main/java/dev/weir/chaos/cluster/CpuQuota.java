package dev.weir.chaos.cluster;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that may use only so much of a processor: a control group of the kernel's, version 2 or
 * 1, whichever the machine has. So a database can be the bottleneck beside a load generator on the
 * same machine. The slices are short, so that it seems slow rather than away now and then.
 */
public final class CpuQuota implements AutoCloseable {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final Path OLD_ROOT = ROOT.resolve("cpu");
  private static final long PERIOD_MICROS = Duration.ofMillis(10).toNanos() / 1_000;

  private final Path group;
  private final long pid;

  private CpuQuota(Path group, long pid) {
    this.group = group;
    this.pid = pid;
  }

  /**
   * Limits a process, with all of its threads.
   *
   * @param share of one processor, above 0
   * @throws WeirException {@code UNAVAILABLE} without the right to do so, or without control groups
   */
  static CpuQuota of(long pid, double share) {
    long quotaMicros = Math.max(1_000, (long) (share * PERIOD_MICROS));
    boolean old = Files.isDirectory(OLD_ROOT);
    CpuQuota quota = new CpuQuota((old ? OLD_ROOT : ROOT).resolve("weir-" + pid), pid);
    try {
      if (!old) {
        Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu");
      }
      Files.createDirectories(quota.group);
      if (old) {
        quota.write("cpu.cfs_period_us", PERIOD_MICROS);
        quota.write("cpu.cfs_quota_us", quotaMicros);
      } else {
        Files.writeString(
            quota.group.resolve("cpu.max"), "%d %d".formatted(quotaMicros, PERIOD_MICROS));
      }
      quota.write("cgroup.procs", pid);
      return quota;
    } catch (IOException e) {
      quota.close();
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "process %d cannot be given a quota of the processor, for which it takes root: %s"
              .formatted(pid, e),
          e);
    }
  }

  private void write(String file, long value) throws IOException {
    Files.writeString(group.resolve(file), Long.toString(value));
  }

  /** Lets the process have all again. */
  @Override
  public void close() {
    try {
      if (ProcessHandle.of(pid).isPresent()) {
        Files.writeString(group.resolveSibling("cgroup.procs"), Long.toString(pid));
      }
      Files.deleteIfExists(group);
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE, "%s cannot be removed: %s".formatted(group, e), e);
    }
  }
}
