package dev.weir.node.config;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A configuration file that was read.
 *
 * @param name what to call it in error messages
 * @param text YAML
 */
public record ConfigFile(String name, String text) {

  /**
   * Reads a file.
   *
   * @throws WeirException {@code FILE_UNREADABLE}
   */
  public static ConfigFile read(Path path) {
    try {
      return new ConfigFile(path.toString(), Files.readString(path));
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.FILE_UNREADABLE, "cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }
}
