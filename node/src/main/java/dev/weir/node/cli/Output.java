package dev.weir.node.cli;

import dev.weir.messages.ErrorCode;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a verb's words go. With {@code -o json}, standard output holds JSON alone, one value a
 * line, the result last; otherwise text. What is not the result goes to standard error.
 */
public final class Output {

  /** How results are written. */
  public enum Format {
    TABLE,
    JSON
  }

  /** Standard output was closed by its reader, such as {@code head}: no mistake, nothing to say. */
  static final class Closed extends RuntimeException {
    Closed() {
      super("standard output is closed", null, false, false);
    }
  }

  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

  private final Streams streams;
  private final Format format;
  private final Style style;

  Output(Streams streams, Format format, Style style) {
    this.streams = streams;
    this.format = format;
    this.style = style;
  }

  public boolean isJson() {
    return format == Format.JSON;
  }

  /** Colours for standard output, if it is a terminal that wants them. */
  public Style style() {
    return style;
  }

  /** Prints a line of text; nothing with {@code -o json}. */
  public void line(String text) {
    if (!isJson()) {
      print(text);
    }
  }

  /** Prints text as it is, whatever the format: help. */
  void text(String text) {
    streams.out().print(text);
  }

  /**
   * Prints a value as one line of JSON, whatever the format.
   *
   * @param value maps, lists, records, strings, numbers; 64-bit ids as strings, because JavaScript
   *     and jq round them
   */
  public void json(Object value) {
    print(Json.MAPPER.writeValueAsString(value));
  }

  /** Makes room for a picture that replaces the one before; nothing with {@code -o json}. */
  void redraw() {
    if (isJson()) {
      return;
    }
    if (streams.isTerminal(1)) {
      streams.out().print(CLEAR_SCREEN);
    } else {
      streams.out().println();
    }
  }

  /** Says something that is not the result, on standard error. */
  public void note(String text) {
    streams.err().println(text);
  }

  /** Standard error itself, for progress bars and traces. */
  public PrintStream err() {
    return streams.err();
  }

  /** Whether notes are seen by somebody now: standard error is a terminal. */
  public boolean isWatched() {
    return streams.isTerminal(2);
  }

  /** Passes on what was printed; ends the verb if nobody reads it any more. */
  public void flush() {
    if (streams.out().checkError()) {
      throw new Closed();
    }
  }

  /** Tells a failure: for people on standard error, for programs as the last line of output. */
  void failure(String code, int number, String message, String advice) {
    String plain = message.lines().map(Plain::text).collect(Collectors.joining("\n"));
    streams.err().println("weir: " + code + ": " + plain);
    streams.err().println("  what to do: " + advice);
    if (isJson()) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("code", code);
      error.put("number", number);
      error.put("message", plain);
      error.put("advice", advice);
      json(Map.of("error", error));
    }
  }

  void failure(ErrorCode code, String message) {
    failure(code.name(), code.number(), message, code.advice());
  }

  private void print(String text) {
    streams.out().println(text);
    if (streams.isTerminal(1)) {
      streams.out().flush();
    }
  }

  /** Made when it is first needed: it takes a noticeable part of a short command's time. */
  private static final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
  }
}
