package dev.weir.node.ingest;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/**
 * JSON lines to import, plain or compressed by gzip: their first bytes tell which. Read once, by
 * one thread.
 */
public final class ImportSource implements Closeable {

  private static final int FINGERPRINT_BYTES = 64 * 1024;
  private static final int GZIP_BUFFER = 64 * 1024;
  private static final int GZIP_MAGIC = 0x1f8b;

  private final String name;
  private final OptionalLong size;
  private final String version;
  private final MeteredInput input;

  private ImportSource(String name, OptionalLong size, String version, InputStream stream) {
    this.name = name;
    this.size = size;
    this.version = version;
    this.input = new MeteredInput(stream);
  }

  /**
   * A file.
   *
   * @throws WeirException {@link ErrorCode#FILE_UNREADABLE}
   */
  public static ImportSource of(Path file) {
    if (Files.isDirectory(file)) {
      throw new WeirException(ErrorCode.FILE_UNREADABLE, "%s is a directory".formatted(file));
    }
    try {
      long size = Files.size(file);
      String version = size + " " + Files.getLastModifiedTime(file).toMillis();
      return new ImportSource(
          file.toString(), OptionalLong.of(size), version, Files.newInputStream(file));
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.FILE_UNREADABLE, "cannot read %s: %s".formatted(file, e), e);
    }
  }

  /** A stream of unknown length. */
  public static ImportSource of(String name, InputStream stream) {
    return new ImportSource(name, OptionalLong.empty(), "", stream);
  }

  public String name() {
    return name;
  }

  /** The bytes there are, as they are stored. */
  public OptionalLong size() {
    return size;
  }

  /** The bytes read so far, as they are stored. */
  public long consumed() {
    return input.consumed();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  /** Tells this content from others: to know whether an interrupted import may go on. */
  String fingerprint() throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(input.peek(FINGERPRINT_BYTES));
      return (version + " " + HexFormat.of().formatHex(hash)).strip();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Lines lines() throws IOException {
    byte[] first = input.peek(2);
    boolean isGzip = first.length == 2 && ((first[0] & 0xff) << 8 | first[1] & 0xff) == GZIP_MAGIC;
    return new Lines(isGzip ? new GZIPInputStream(input, GZIP_BUFFER) : input);
  }
}
