package dev.weir.node.ingest;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where an import remembers how far it came: a small file that is replaced as a whole, so it is
 * never half written. Losing it costs time, never messages: what is stored is not stored again.
 */
public final class Checkpoints {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final @Nullable Path file;
  private final String destination;

  private Checkpoints(@Nullable Path file, String destination) {
    this.file = file;
    this.destination = destination;
  }

  /** An import that starts over when it is interrupted. */
  public static Checkpoints none() {
    return new Checkpoints(null, "");
  }

  /**
   * An import that goes on where it was interrupted.
   *
   * @param destination tells where the messages go: an import elsewhere must start over
   */
  public static Checkpoints in(Path file, String destination) {
    return new Checkpoints(file, destination);
  }

  /** Where an earlier import of this source to this destination ended, if one was interrupted. */
  Checkpoint load(ImportSource source) throws IOException {
    if (file == null) {
      return Checkpoint.start("");
    }
    String identity = source.fingerprint() + " to " + destination;
    return read(file)
        .filter(found -> found.source().equals(identity))
        .orElseGet(() -> Checkpoint.start(identity));
  }

  /** Remembers, before it returns. */
  void store(Checkpoint checkpoint) {
    if (file == null) {
      return;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(fresh, JSON.writeValueAsBytes(checkpoint));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable("cannot write", file, e);
    }
  }

  /** Forgets: the next import starts over. */
  public void clear() {
    if (file == null) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unusable("cannot delete", file, e);
    }
  }

  private static Optional<Checkpoint> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), Checkpoint.class));
    } catch (NoSuchFileException | JacksonException _) {
      return Optional.empty(); // None yet, or not ours: starting over is always safe.
    } catch (IOException e) {
      throw unusable("cannot read", file, e);
    }
  }

  private static WeirException unusable(String what, Path file, IOException cause) {
    return new WeirException(
        ErrorCode.FILE_UNREADABLE,
        "%s %s, which remembers how far the import came: %s".formatted(what, file, cause),
        cause);
  }
}
