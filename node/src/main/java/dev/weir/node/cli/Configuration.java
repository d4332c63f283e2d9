package dev.weir.node.cli;

import dev.weir.node.config.ConfigFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a node is configured: {@code @Mixin} it. */
final class Configuration {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration, in YAML; see weir config example.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one key; wins over the environment and the file. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where clients connect; short for --set listen=HOST:PORT.")
  private @Nullable String listen;

  Optional<ConfigFile> file() {
    return Optional.ofNullable(file).map(ConfigFile::read);
  }

  Map<String, String> flags() {
    Map<String, String> flags = new LinkedHashMap<>(settings);
    if (listen != null) {
      flags.put("listen", listen);
    }
    return flags;
  }
}
