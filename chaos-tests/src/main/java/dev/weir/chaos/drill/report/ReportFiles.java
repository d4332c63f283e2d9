package dev.weir.chaos.drill.report;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a report in its directory: {@value #JSON}, {@value #JUNIT}, {@value #PAGE}. The JSON
 * of the one before is kept as {@value #LAST}.
 */
public final class ReportFiles {

  public static final String JSON = "report.json";
  public static final String LAST = "previous.json";
  public static final String JUNIT = "junit.xml";
  public static final String PAGE = "report.html";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ReportFiles() {}

  /**
   * Writes all of them, and returns the report with what changed since the last one there.
   *
   * @throws WeirException {@code FILE_UNREADABLE}
   */
  public static DrillReport write(Path directory, DrillReport report) {
    Path json = directory.resolve(JSON);
    DrillReport whole =
        last(directory)
            .filter(last -> last.drill().equals(report.drill()))
            .map(last -> report.with(Difference.between(last, report)))
            .orElse(report);
    try {
      Files.createDirectories(directory);
      if (Files.exists(json)) {
        Files.move(json, directory.resolve(LAST), StandardCopyOption.REPLACE_EXISTING);
      }
      String text = json(whole);
      Files.writeString(json, text + "\n");
      Files.writeString(directory.resolve(JUNIT), JUnitXml.of(whole));
      Files.writeString(directory.resolve(PAGE), Page.of(whole, text));
      return whole;
    } catch (IOException e) {
      throw unreadable("write", directory, e);
    }
  }

  /**
   * Reads the report of a directory.
   *
   * @throws WeirException {@code FILE_UNREADABLE}
   */
  public static DrillReport read(Path directory) {
    Path json = directory.resolve(JSON);
    try {
      return MAPPER.readValue(Files.readAllBytes(json), DrillReport.class);
    } catch (IOException e) {
      throw unreadable("read", json, e);
    } catch (JacksonException e) {
      throw new WeirException(
          ErrorCode.FILE_UNREADABLE,
          "%s is no report: %s".formatted(json, e.getOriginalMessage()),
          e);
    }
  }

  /** A report as a document, for whoever writes JSON of his own. */
  static Object document(DrillReport report) {
    return MAPPER.convertValue(report, Object.class);
  }

  /** A report as one line of JSON. */
  static String json(DrillReport report) {
    return MAPPER.writeValueAsString(report);
  }

  private static Optional<DrillReport> last(Path directory) {
    try {
      return Files.exists(directory.resolve(JSON))
          ? Optional.of(read(directory))
          : Optional.empty();
    } catch (WeirException e) {
      return Optional.empty();
    }
  }

  private static WeirException unreadable(String verb, Path path, IOException e) {
    return new WeirException(
        ErrorCode.FILE_UNREADABLE, "cannot %s %s: %s".formatted(verb, path, e), e);
  }
}
