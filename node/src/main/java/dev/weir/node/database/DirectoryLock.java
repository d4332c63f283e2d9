package dev.weir.node.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.node.database.DatabaseException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps two database processes out of one directory. The child holds the lock for its whole life,
 * since an orphan outlives its parent, and its ports are free long before its last table is
 * flushed; the parent looks before it launches. The lock file names the holder and the holder's
 * parent.
 */
final class DirectoryLock {
  private DirectoryLock() {}

  /**
   * Throws {@link Reason#DIRECTORY_TAKEN} if another process works in the directory. An orphan,
   * whose parent is gone, is about to leave and is waited for.
   */
  static void requireFree(MemberDirectory directory, Duration patience) {
    try {
      if (isHeld(directory.lock())) {
        Optional<Holder> holder = Holder.read(directory.lock());
        holder.filter(Holder::isOrphan).ifPresent(orphan -> orphan.awaitEnd(patience));
        if (isHeld(directory.lock())) {
          throw taken(directory, holder);
        }
      }
    } catch (IOException e) {
      throw new DatabaseException(Reason.SYSTEM_REFUSED, "cannot read " + directory.lock(), e);
    }
  }

  private static boolean isHeld(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock == null;
    }
  }

  private static DatabaseException taken(MemberDirectory directory, Optional<Holder> holder) {
    String who =
        holder
            .map(h -> "process %d, started by process %d,".formatted(h.pid(), h.parent()))
            .orElse("another process");
    return new DatabaseException(
        Reason.DIRECTORY_TAKEN,
        "%s keeps its data in %s; stop it first, or choose another directory"
            .formatted(who, directory.root()));
  }

  private record Holder(long pid, long parent) {
    static Optional<Holder> read(Path file) throws IOException {
      String[] pids = Files.readString(file, UTF_8).strip().split(" ", -1);
      return pids.length == 2
          ? Optional.of(new Holder(Long.parseLong(pids[0]), Long.parseLong(pids[1])))
          : Optional.empty();
    }

    boolean isOrphan() {
      Optional<Long> adopter =
          ProcessHandle.of(pid).flatMap(ProcessHandle::parent).map(ProcessHandle::pid);
      return !adopter.equals(Optional.of(parent));
    }

    void awaitEnd(Duration patience) {
      try {
        var _ =
            ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElseThrow()
                .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw Waiting.interrupted("process " + pid + " is gone", e);
      } catch (ExecutionException | TimeoutException | NoSuchElementException e) {
        // Whether it is gone is seen at the lock.
      }
    }
  }
}
