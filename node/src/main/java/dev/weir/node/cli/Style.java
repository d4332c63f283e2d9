package dev.weir.node.cli;

/**
 * Colours of text, or none.
 *
 * @param isColoured whether the reader is a terminal that wants colours
 */
public record Style(boolean isColoured) {

  private static final String RESET = "\u001b[0m";

  /** For what matters most. */
  public String bold(String text) {
    return with("\u001b[1m", text);
  }

  /** For what matters least. */
  public String dim(String text) {
    return with("\u001b[2m", text);
  }

  public String green(String text) {
    return with("\u001b[32m", text);
  }

  public String red(String text) {
    return with("\u001b[31m", text);
  }

  public String cyan(String text) {
    return with("\u001b[36m", text);
  }

  private String with(String start, String text) {
    return isColoured ? start + text + RESET : text;
  }
}
