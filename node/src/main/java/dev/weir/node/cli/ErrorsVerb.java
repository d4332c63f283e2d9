package dev.weir.node.cli;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains error codes. */
@Command(
    name = "errors",
    header = "Explains error codes, and what to do.",
    description =
        "Every error of Weir has a name and a number that never change their meaning. Without an"
            + " argument: all of them.",
    footer = {"  weir errors OVERLOADED", "  weir errors 401"})
final class ErrorsVerb implements Verb {

  @Parameters(
      paramLabel = "CODE",
      arity = "0..1",
      description = "A name such as OVERLOADED, or a number such as 301.")
  private @Nullable String code;

  @Override
  public Section section() {
    return Section.HELP;
  }

  @Override
  public int run(Shell shell) {
    if (code == null) {
      list(shell.output());
    } else {
      explain(find(code), shell.output());
    }
    return ExitStatus.OK;
  }

  private static void list(Output output) {
    TextTable table = TextTable.of("NUMBER", "CODE", "MEANING");
    List<Map<String, Object>> all = new ArrayList<>();
    for (ErrorCode each : ErrorCode.values()) {
      table.row(each.number(), each.name(), each.meaning());
      all.add(json(each));
    }
    if (output.isJson()) {
      output.json(Map.of("errors", all));
    } else {
      table.print(output);
    }
  }

  private static void explain(ErrorCode code, Output output) {
    if (output.isJson()) {
      output.json(json(code));
      return;
    }
    output.line(output.style().bold("%s (%d)".formatted(code.name(), code.number())));
    output.line("  meaning: " + code.meaning());
    output.line("  what to do: " + code.advice());
    output.line(
        code.isRetryable()
            ? "  the same request may be sent again"
            : "  the same request is not to be repeated as it is");
    output.line("  weir ends with status " + ExitStatus.of(code));
  }

  private static ErrorCode find(String text) {
    String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(ErrorCode.values())
        .filter(each -> each.name().equals(name) || Integer.toString(each.number()).equals(name))
        .findFirst()
        .orElseThrow(
            () -> WeirException.invalid("no error '%s'; weir errors lists all".formatted(text)));
  }

  private static Map<String, Object> json(ErrorCode code) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", code.name());
    json.put("number", code.number());
    json.put("retryable", code.isRetryable());
    json.put("meaning", code.meaning());
    json.put("advice", code.advice());
    json.put("exit_status", ExitStatus.of(code));
    return json;
  }
}
