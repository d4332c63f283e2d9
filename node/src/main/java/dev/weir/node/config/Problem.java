package dev.weir.node.config;

/**
 * One mistake in the configuration.
 *
 * @param key the setting that is wrong, or that does not exist
 * @param value what was found; secrets are never read from settings, so it may be shown
 * @param source where the value comes from: a file, the environment, a flag
 * @param allowed what to write instead
 */
public record Problem(String key, String value, String source, String allowed) {

  @Override
  public String toString() {
    return "%s = '%s' (%s): %s".formatted(key, value, source, allowed);
  }
}
