package dev.weir.node.database.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The database process: Cassandra's daemon, tied to the life of the process that started it.
 *
 * <p>The parent holds the other end of standard input. When that pipe ends, the parent is gone,
 * however it died, and this process leaves in good order, or at the latest after {@link
 * #ORPHAN_LIMIT} in any order: no database is ever orphaned. The same pipe carries the only
 * question a parent asks:
 *
 * <pre>
 *   child  → parent   started A@7            CQL is served; A@7 is this member's address and generation
 *   parent → child    await A@7 B@4          answer when you see all of these alive, and know them fully
 *   child  → parent   seen A@7 B@4
 * </pre>
 */
public final class DatabaseMain {
  /** How long an orphan may take to flush and close before it halts. */
  private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(10);

  private static final int HALTED = 75;
  private static final int DIRECTORY_TAKEN = 73;

  private final PrintStream reports;
  private final CompletableFuture<ClusterView> started = new CompletableFuture<>();

  /** Kept as long as the process, and with it the lock on the directory. */
  private final FileChannel directory;

  private DatabaseMain(PrintStream reports, FileChannel directory) {
    this.reports = reports;
    this.directory = directory;
  }

  /**
   * Runs Cassandra in this process; returns when CQL is served, while Cassandra's threads go on.
   * Arguments: the directory's lock file, and the parent's process id.
   */
  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    var directory = FileChannel.open(Path.of(args[0]), CREATE, WRITE);
    var main = new DatabaseMain(System.out, directory);
    main.lockDirectory(args[1]);
    // Standard output belongs to the reports: whatever else is printed goes to the error log.
    System.setOut(System.err);
    daemon("parent-link", main::obeyParent);
    Class.forName("org.apache.cassandra.service.CassandraDaemon")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
    main.reportStarted();
  }

  private void lockDirectory(String parent) throws IOException {
    if (directory.tryLock() == null) {
      System.err.println("another database process works in this directory");
      System.exit(DIRECTORY_TAKEN);
    }
    String holder = ProcessHandle.current().pid() + " " + parent + "\n";
    directory.truncate(0).write(ByteBuffer.wrap(holder.getBytes(UTF_8)));
  }

  private void reportStarted() throws ReflectiveOperationException {
    var view = new ClusterView();
    reports.println("started " + view.self());
    started.complete(view);
  }

  private void obeyParent() {
    try (var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        if (order.startsWith("await ")) {
          String members = order.substring("await ".length());
          daemon("await-cluster", () -> reportWhenSeen(members));
        }
      }
    } catch (IOException e) {
      System.err.println("the link to the parent broke: " + e);
    }
    leave();
  }

  private void reportWhenSeen(String members) {
    try {
      started.join().await(members.split(" "));
      reports.println("seen " + members);
    } catch (ReflectiveOperationException e) {
      System.err.println("cannot ask Cassandra for its view of the cluster: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void leave() {
    daemon("orphan-limit", DatabaseMain::haltAfterLimit);
    System.exit(0);
  }

  private static void haltAfterLimit() {
    try {
      Thread.sleep(ORPHAN_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(HALTED);
  }

  private static void daemon(String name, Runnable task) {
    Thread.ofPlatform().daemon().name("weir-" + name).start(task);
  }
}
