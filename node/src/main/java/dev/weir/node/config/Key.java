package dev.weir.node.config;

import java.util.function.Function;

/**
 * One setting: its name, its default, what it may be, and how its text is read.
 *
 * @param name kebab-case, dots between levels; the environment says {@code WEIR_} and the name in
 *     capitals, with underscores
 * @param fallback the text that counts when nobody sets the key; possibly empty
 * @param allowed what values are taken, for people
 * @param meaning what the setting does, in a sentence
 * @param read throws {@link IllegalArgumentException} on a text that is not allowed
 */
public record Key<T>(
    String name, String fallback, String allowed, String meaning, Function<String, T> read) {

  /** The environment variable that sets this key. */
  public String variable() {
    return Settings.VARIABLE_PREFIX
        + name.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_");
  }
}
