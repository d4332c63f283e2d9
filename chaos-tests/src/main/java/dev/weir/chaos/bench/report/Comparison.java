package dev.weir.chaos.bench.report;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.cli.ExitStatus;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ratios of two runs of one scenario, such as those of two commits. */
public record Comparison(String scenario, List<Change> changes) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * What became of a ratio.
   *
   * @param apart whether no round of one run lies within the other's range: more than noise, of
   *     which a run of one round says nothing
   */
  public record Change(
      String id, double before, double after, boolean apart, boolean metBefore, boolean metAfter) {

    /** How many times as large it is. */
    double times() {
      return after / before;
    }

    boolean isLost() {
      return metBefore && !metAfter;
    }
  }

  public Comparison {
    changes = List.copyOf(changes);
  }

  /**
   * Reads what {@code weir bench run … -o json} printed.
   *
   * @throws WeirException FILE_UNREADABLE if a file cannot be read or holds something else;
   *     INVALID_ARGUMENT if they are of two scenarios, or have no ratio in common
   */
  public static Comparison of(Path before, Path after) {
    JsonNode one = read(before);
    JsonNode other = read(after);
    String scenario = one.path("scenario").asString("");
    if (!scenario.equals(other.path("scenario").asString(""))) {
      throw WeirException.invalid(
          "%s is of scenario %s, %s of %s: compare two runs of one"
              .formatted(before, scenario, after, other.path("scenario").asString("")));
    }
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> ratio : one.path("ratios").properties()) {
      JsonNode then = other.path("ratios").path(ratio.getKey());
      if (!then.isMissingNode()) {
        changes.add(change(ratio.getKey(), ratio.getValue(), then));
      }
    }
    if (changes.isEmpty()) {
      throw WeirException.invalid("%s and %s have no ratio in common".formatted(before, after));
    }
    return new Comparison(scenario, changes);
  }

  private static Change change(String id, JsonNode before, JsonNode after) {
    boolean apart =
        isRange(before)
            && isRange(after)
            && (after.path("min").asDouble() > before.path("max").asDouble()
                || after.path("max").asDouble() < before.path("min").asDouble());
    return new Change(
        id,
        before.path("median").asDouble(),
        after.path("median").asDouble(),
        apart,
        before.path("met").asBoolean(),
        after.path("met").asBoolean());
  }

  private static boolean isRange(JsonNode ratio) {
    return ratio.path("min").asDouble() < ratio.path("max").asDouble();
  }

  private static JsonNode read(Path file) {
    try {
      JsonNode node = MAPPER.readTree(Files.readString(file));
      if (node.path("scenario").isString() && node.path("ratios").isObject()) {
        return node;
      }
      throw new WeirException(
          ErrorCode.FILE_UNREADABLE,
          file + " holds no report: make one with weir bench run SCENARIO -o json");
    } catch (IOException | JacksonException e) {
      throw new WeirException(
          ErrorCode.FILE_UNREADABLE, "cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Prints it; returns 1 if a target that was met is missed. */
  public int tell(Output output) {
    if (output.isJson()) {
      output.json(json());
    } else {
      TextTable table = TextTable.of("RATIO", "BEFORE", "AFTER", "TIMES", "BEYOND NOISE", "TARGET");
      for (Change change : changes) {
        table.row(
            change.id(),
            Figures.text(change.before()),
            Figures.text(change.after()),
            "%.2f".formatted(change.times()),
            change.apart() ? "yes" : "no",
            met(change.metBefore()) + " → " + met(change.metAfter()));
      }
      table.print(output);
    }
    return changes.stream().anyMatch(Change::isLost) ? ExitStatus.FAILED : ExitStatus.OK;
  }

  Map<String, Object> json() {
    Map<String, Object> byId = new LinkedHashMap<>();
    for (Change change : changes) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("before", change.before());
      json.put("after", change.after());
      json.put("times", change.times());
      json.put("beyond_noise", change.apart());
      json.put("met_before", change.metBefore());
      json.put("met_after", change.metAfter());
      byId.put(change.id(), json);
    }
    return Map.of("scenario", scenario, "ratios", byId);
  }

  private static String met(boolean met) {
    return met ? "met" : "missed";
  }
}
