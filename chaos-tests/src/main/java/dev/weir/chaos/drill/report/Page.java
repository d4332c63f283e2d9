package dev.weir.chaos.drill.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** A report as one page that needs nothing else: plots, tables, and their data within. */
final class Page {

  private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
  private static final String DIST = "/META-INF/resources/webjars/uplot/%s/dist/%s";

  private Page() {}

  static String of(DrillReport report, String json) {
    return text("report.html")
        .replace("{{title}}", "%s: %s".formatted(report.drill(), report.outcome()))
        .replace("/*{{uplot.css}}*/", uplot("uPlot.min.css"))
        .replace("/*{{report.css}}*/", text("report.css"))
        .replace("/*{{uplot.js}}*/", uplot("uPlot.iife.min.js"))
        .replace("/*{{report.js}}*/", text("report.js"))
        .replace("{{data}}", embedded(json));
  }

  /** Nothing in it may end the script that holds it. */
  private static String embedded(String json) {
    return json.replace("<", "\\u003c");
  }

  private static String uplot(String file) {
    return text(DIST.formatted(version(), file));
  }

  private static String version() {
    try (InputStream pom = resource(WEBJAR)) {
      Properties properties = new Properties();
      properties.load(pom);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    InputStream in = Page.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " was not packaged");
    }
    return in;
  }
}
