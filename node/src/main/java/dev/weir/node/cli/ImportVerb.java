package dev.weir.node.cli;

import dev.weir.messages.WeirException;
import dev.weir.node.ingest.Checkpoints;
import dev.weir.node.ingest.ImportOptions;
import dev.weir.node.ingest.ImportSource;
import dev.weir.node.ingest.ImportSummary;
import dev.weir.node.ingest.Importer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a file, see {@link Importer}. */
@Command(
    name = "import",
    header = "Stores a chat history from a file.",
    description = {
      "Reads one JSON object a line, plain or compressed by gzip:",
      "",
      "  {\"channel\":\"#ubuntu\",\"at\":\"2004-12-25T09:14:00Z\",\"author\":\"crimsun\","
          + "\"content\":\"hi\"}",
      "",
      "channel and author are numbers, or names, which get stable numbers; at is a time with its"
          + " zone, or epoch milliseconds. The lines of a channel must be in the order of time.",
      "",
      "A message's id follows from its time and its place among those of the same millisecond: what"
          + " is stored already is not stored again, and an import that was interrupted goes on"
          + " where it was. Lines that cannot be imported are told, and the others are stored.",
    },
    exitCodeList = {
      " 0:every line is stored",
      " 1:failed, or some lines were rejected",
      " 2:a mistake in the command line",
      "69:nodes did not answer for too long; the same command goes on",
    },
    footer = {
      "  weir import chat.ndjson.gz",
      "  weir import chat.ndjson --contact eu-1:7400,eu-2:7400 --concurrency 32 -o json",
      "  zstd -dc chat.zst | weir import - --state chat.state",
    })
final class ImportVerb implements Verb {

  private static final String STANDARD_INPUT = "-";
  private static final String STATE_SUFFIX = ".weir-import";

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  @Mixin private Nodes nodes = new Nodes();

  @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
  private String file = STANDARD_INPUT;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Requests in flight at once, 1 to 1024 (default: 8).")
  private int concurrency = ImportOptions.CONCURRENCY;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "The file that remembers how far the import came (default: FILE plus .weir-import; none"
              + " for standard input). Deleted at the end.")
  private @Nullable Path state;

  @Option(names = "--restart", description = "Begin anew, whatever the state file says.")
  private boolean restart;

  @Override
  public Section section() {
    return Section.MESSAGES;
  }

  @Override
  public int run(Shell shell) throws IOException {
    if (concurrency < 1 || concurrency > ImportOptions.MAX_CONCURRENCY) {
      throw WeirException.invalid(
          "concurrency %d is not within 1..%d"
              .formatted(concurrency, ImportOptions.MAX_CONCURRENCY));
    }
    Checkpoints checkpoints = checkpoints(shell);
    if (restart) {
      checkpoints.clear();
    }
    try (ImportSource source = source(shell);
        Connection connection = nodes.connect(shell);
        ImportReport report = new ImportReport(shell.output(), source)) {
      Importer importer =
          new Importer(
              connection.messages(),
              connection::call,
              ImportOptions.DEFAULT.withConcurrency(concurrency),
              report,
              shell.ticker(),
              new SplittableRandom());
      ImportSummary summary = run(importer, source, checkpoints, shell);
      report.tell(summary);
      return summary.rejected() == 0 && !summary.end().stopped()
          ? ExitStatus.OK
          : ExitStatus.FAILED;
    }
  }

  private static ImportSummary run(
      Importer importer, ImportSource source, Checkpoints checkpoints, Shell shell) {
    CountDownLatch ended = new CountDownLatch(1);
    Runnable stop =
        () -> {
          importer.stop();
          Thread.startVirtualThread(() -> abandonLater(importer, ended));
        };
    try (var _ = shell.onInterrupt(stop)) {
      return importer.run(source, checkpoints);
    } finally {
      ended.countDown();
    }
  }

  /** Lets the import come to an end, but not for ever: a user waits. */
  private static void abandonLater(Importer importer, CountDownLatch ended) {
    try {
      if (!ended.await(STOP_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        importer.abandon();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      importer.abandon();
    }
  }

  private ImportSource source(Shell shell) {
    return file.equals(STANDARD_INPUT)
        ? ImportSource.of("standard input", shell.in())
        : ImportSource.of(Path.of(file));
  }

  private Checkpoints checkpoints(Shell shell) {
    String destination = nodes.contacts(shell).toString();
    if (state != null) {
      return Checkpoints.in(state, destination);
    }
    return file.equals(STANDARD_INPUT)
        ? Checkpoints.none()
        : Checkpoints.in(Path.of(file + STATE_SUFFIX), destination);
  }
}
