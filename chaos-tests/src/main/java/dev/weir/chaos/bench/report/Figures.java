package dev.weir.chaos.bench.report;

import dev.weir.node.cli.Output;
import dev.weir.node.cli.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table of what was measured, beside the ratios.
 *
 * @param name its key in JSON, in snake case
 * @param columns their keys in JSON, with the unit last
 */
public record Figures(String name, List<String> columns, List<List<Object>> rows) {

  private static final double WHOLE = 100;

  public Figures {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException("%s: %s for %s".formatted(name, row, columns));
      }
    }
  }

  List<Map<String, Object>> json() {
    List<Map<String, Object>> json = new ArrayList<>();
    for (List<Object> row : rows) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        object.put(columns.get(i), row.get(i));
      }
      json.add(object);
    }
    return json;
  }

  void print(Output output) {
    TextTable table =
        TextTable.of(
            columns.stream()
                .map(column -> column.replace('_', ' ').toUpperCase(Locale.ROOT))
                .toArray(String[]::new));
    rows.forEach(row -> table.row(row.stream().map(Figures::text).toArray()));
    table.print(output);
  }

  static String text(Object value) {
    if (!(value instanceof Double number)) {
      return String.valueOf(value);
    }
    double size = Math.abs(number);
    if (size >= WHOLE || size == Math.rint(size)) {
      return "%.0f".formatted(number);
    }
    return size >= 1 ? "%.2f".formatted(number) : "%.4f".formatted(number);
  }
}
