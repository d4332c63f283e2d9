package dev.weir.chaos.drill;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is kept of a drill that runs, for whoever wants to stop it: one at a time on a machine.
 *
 * @param pid of its process
 * @param drill its name
 * @param phase where it is
 */
record RunningDrill(long pid, String drill, String phase) {

  private static final String STATE = "running.json";
  private static final String STOP = "stop";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Where it is kept, below Weir's home. */
  static Path directory(Path home) {
    return home.resolve(Path.of("chaos-tests", "target", "drill"));
  }

  /** The file that stops it. */
  static Path stopFile(Path directory) {
    return directory.resolve(STOP);
  }

  /** The one that runs, or was killed in the middle of it: that is told by its process. */
  static Optional<RunningDrill> in(Path directory) {
    try {
      byte[] json = Files.readAllBytes(directory.resolve(STATE));
      return Optional.of(Documents.read(json, RunningDrill.class));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  boolean isAlive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /**
   * Keeps it.
   *
   * @throws WeirException {@code UNAVAILABLE} if another one runs
   */
  void keep(Path directory) {
    in(directory)
        .filter(other -> other.pid() != pid && other.isAlive())
        .ifPresent(other -> {
          throw new WeirException(
              ErrorCode.UNAVAILABLE,
              "drill %s runs (process %d, %s); weir drill stop ends it"
                  .formatted(other.drill(), other.pid(), other.phase()));
        });
    try {
      Files.createDirectories(directory);
      Path next = directory.resolve(STATE + ".next");
      Files.writeString(next, MAPPER.writeValueAsString(this), StandardCharsets.UTF_8);
      Files.move(
          next,
          directory.resolve(STATE),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.FILE_UNREADABLE, "cannot write below %s: %s".formatted(directory, e), e);
    }
  }

  /** Forgets it, and any wish to stop it. */
  static void forget(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(STATE));
      Files.deleteIfExists(stopFile(directory));
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.FILE_UNREADABLE, "cannot write below %s: %s".formatted(directory, e), e);
    }
  }

  /** Asks it to stop. */
  static void askToStop(Path directory) {
    try {
      Files.writeString(stopFile(directory), "");
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.FILE_UNREADABLE, "cannot write below %s: %s".formatted(directory, e), e);
    }
  }
}
