package dev.weir.node.cli;

import dev.weir.node.ingest.ImportListener;
import dev.weir.node.ingest.ImportSource;
import dev.weir.node.ingest.ImportSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Tells how an import goes, and what it did. */
final class ImportReport implements ImportListener, AutoCloseable {

  private static final int SHOWN_REJECTIONS = 20;
  private static final int BAR_WIDTH = 90;
  private static final int BAR_MILLIS = 200;
  private static final long MEGABYTE = 1_000_000;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Output output;
  private final ImportSource source;
  private final @Nullable ProgressBar bar;
  private final List<Map<String, Object>> rejections = new ArrayList<>();
  private long rejected;

  ImportReport(Output output, ImportSource source) {
    this.output = output;
    this.source = source;
    this.bar = output.isWatched() ? bar(output, source) : null;
  }

  @Override
  public void resumed(long line) {
    note("going on behind line %,d, where the last import ended".formatted(line));
  }

  @Override
  public void rejected(long line, String reason) {
    rejected++;
    if (rejections.size() < SHOWN_REJECTIONS) {
      String plain = Plain.text(reason);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("line", line);
      json.put("reason", plain);
      rejections.add(json);
      note("line %d: %s".formatted(line, plain));
    } else if (rejected == SHOWN_REJECTIONS + 1) {
      note("more lines were rejected; the summary counts them");
    }
  }

  @Override
  public void settled(long line) {
    if (bar != null) {
      bar.stepTo(source.consumed());
    }
  }

  /** Prints what was done. */
  void tell(ImportSummary summary) {
    close();
    if (summary.end().stopped()) {
      output.note(
          "stopped behind line %,d: the same command goes on there"
              .formatted(summary.end().line()));
    }
    if (output.isJson()) {
      output.json(json(summary));
    } else {
      table(summary);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private void table(ImportSummary summary) {
    TextTable.of("MESSAGES", "NEW", "CHANNELS", "REJECTED", "SECONDS", "PER SECOND")
        .row(
            "%,d".formatted(summary.messages()),
            "%,d".formatted(summary.added()),
            "%,d".formatted(summary.channels()),
            "%,d".formatted(summary.rejected()),
            "%.1f".formatted(seconds(summary)),
            "%,d".formatted(Math.round(summary.perSecond())))
        .print(output);
  }

  private Map<String, Object> json(ImportSummary summary) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("messages", summary.messages());
    json.put("new", summary.added());
    json.put("channels", summary.channels());
    json.put("rejected", summary.rejected());
    json.put("seconds", Math.round(seconds(summary) * 1_000) / 1_000.0);
    json.put("per_second", Math.round(summary.perSecond()));
    json.put("resumed_at_line", summary.resumedAtLine());
    json.put("last_line", summary.end().line());
    json.put("stopped", summary.end().stopped());
    json.put("rejections", rejections);
    return json;
  }

  private void note(String text) {
    output.note(bar == null ? text : CLEAR_LINE + text);
  }

  private static double seconds(ImportSummary summary) {
    return summary.elapsed().toNanos() / 1e9;
  }

  private static ProgressBar bar(Output output, ImportSource source) {
    return new ProgressBarBuilder()
        .setTaskName("import")
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setInitialMax(source.size().orElse(-1))
        .setUnit(" MB", MEGABYTE)
        .setUpdateIntervalMillis(BAR_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(output.err(), BAR_WIDTH))
        .build();
  }
}
