package dev.weir.chaos.drill.spec;

import dev.weir.messages.WeirException;
import dev.weir.node.config.ConfigFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The drills that come with Weir. */
public final class ShippedDrills {

  /** Their names, in the order in which a newcomer may try them. */
  public static final List<String> NAMES =
      List.of(
          "region-loss",
          "region-evacuation",
          "database-loss",
          "gray-database",
          "owner-crash",
          "owner-pause",
          "split-region",
          "link-cut",
          "rolling-restart",
          "hot-channel-storm",
          "cold-survivor",
          "overload");

  private ShippedDrills() {}

  /**
   * A shipped drill's file, or one of one's own.
   *
   * @param nameOrFile a name of {@link #NAMES}, or a path
   * @throws WeirException {@code INVALID_ARGUMENT} if it is neither
   */
  public static ConfigFile file(String nameOrFile) {
    if (NAMES.contains(nameOrFile)) {
      return shipped(nameOrFile);
    }
    Path path = Path.of(nameOrFile);
    if (!Files.isRegularFile(path)) {
      throw WeirException.invalid(
          "'%s' is neither a file nor a drill; weir drill ls lists them".formatted(nameOrFile));
    }
    return ConfigFile.read(path);
  }

  private static ConfigFile shipped(String name) {
    try (InputStream yaml = ShippedDrills.class.getResourceAsStream(name + ".yaml")) {
      if (yaml == null) {
        throw new IllegalStateException("drill %s was not packaged".formatted(name));
      }
      return new ConfigFile(
          name + ".yaml", new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
