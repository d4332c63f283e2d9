package dev.weir.chaos.demo;

import dev.weir.chaos.workload.Tally;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a demo measured, as its report says it.
 *
 * @param startedMillis from the launch until databases, nodes and load were up
 * @param secondsOfLoad how long the load ran
 * @param total of all regions together
 */
record DemoReport(long startedMillis, double secondsOfLoad, Tally total) {

  /** Whether there were reads and appends, and no errors. */
  boolean isGood() {
    return total.reads() > 0 && total.appends() > 0 && total.errors() == 0;
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("started_ms", startedMillis);
    values.put("seconds", secondsOfLoad);
    values.put("appends", total.appends());
    values.put("reads", total.reads());
    values.put("errors", total.errors());
    values.put("read_p50_ms", total.readMillis(50));
    values.put("read_p99_ms", total.readMillis(99));
    values.put("append_p50_ms", total.appendMillis(50));
    values.put("append_p99_ms", total.appendMillis(99));
    return values;
  }

  /** One JSON object; all of its values are numbers. */
  String json() {
    return values().entrySet().stream()
        .map(entry -> "\"%s\": %s".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
