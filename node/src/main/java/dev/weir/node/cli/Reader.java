package dev.weir.node.cli;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Degraded;
import dev.weir.messages.Explanation;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.node.ingest.AnswerWait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads at one level, and keeps what receipts say until the answer has been shown. */
final class Reader {

  /** Of more requests than anybody reads about, the first ones are explained. */
  private static final int MAX_STEPS = 100;

  private final Connection connection;
  private final ReadLevel level;
  private final boolean explain;
  private final List<Explanation.Step> steps = new ArrayList<>();
  private final Map<Integer, Degraded> degradedByRegion = new LinkedHashMap<>();

  Reader(Connection connection, ReadLevel level, boolean explain) {
    this.connection = connection;
    this.level = level;
    this.explain = explain;
  }

  /**
   * Asks and waits.
   *
   * @throws WeirException the failure
   */
  <A extends Answer> A ask(Request<A> request) {
    Call call = connection.call().at(level);
    Served<A> served =
        AnswerWait.await(connection.messages().pass(request, explain ? call.explain() : call));
    served.receipt().explanation().ifPresent(this::keep);
    served.receipt().degraded().ifPresent(this::keep);
    return served.answer();
  }

  /** Says, beside the result, what there is to say; with {@code -o json} it is in the document. */
  void say(Output output) {
    if (output.isJson()) {
      return;
    }
    steps.forEach(step -> output.note(Explained.line(step)));
    if (explain && steps.isEmpty()) {
      output.note("no explanation: the node gave none");
    }
    degradedByRegion.values().forEach(each -> output.note("weir: degraded: the answer " + each));
  }

  /** Adds to the document what {@link #say} tells people. */
  void addTo(Map<String, Object> json) {
    if (explain) {
      json.put("explain", steps.stream().map(Explained::json).toList());
    }
    if (!degradedByRegion.isEmpty()) {
      json.put("degraded", degradedByRegion.values().stream().map(Reader::json).toList());
    }
  }

  private void keep(Explanation explanation) {
    explanation.steps().stream().limit(MAX_STEPS - steps.size()).forEach(steps::add);
  }

  /** Of several answers, how far the worst may lack a region's writes. */
  private void keep(Degraded degraded) {
    degradedByRegion.merge(
        degraded.region(),
        degraded,
        (one, other) -> one.beforeMicros() > other.beforeMicros() ? one : other);
  }

  private static Map<String, Object> json(Degraded degraded) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reason", degraded.reason().name().toLowerCase(Locale.ROOT));
    json.put("region", degraded.region());
    json.put("before", Shown.time(Instant.ofEpochMilli(degraded.beforeMicros() / 1_000)));
    return json;
  }
}
