package dev.weir.node.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Command;

/** Shows the version. */
@Command(
    name = "version",
    header = "Shows the version.",
    description = "Shows the versions of Weir and of the Java that runs it.",
    footer = "  weir version -o json")
final class VersionVerb implements Verb {

  private static final String POM = "/META-INF/maven/dev.weir/weir-node/pom.properties";

  @Override
  public Section section() {
    return Section.HELP;
  }

  @Override
  public int run(Shell shell) throws IOException {
    Map<String, String> version = new LinkedHashMap<>();
    version.put("weir", version());
    version.put("java", Runtime.version().toString());
    version.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    Output output = shell.output();
    if (output.isJson()) {
      output.json(version);
    }
    version.forEach((what, which) -> output.line(what + " " + which));
    return ExitStatus.OK;
  }

  /** Maven puts it into the jar. */
  private static String version() throws IOException {
    try (InputStream pom = VersionVerb.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      if (pom != null) {
        properties.load(pom);
      }
      return properties.getProperty("version", "(not packaged)");
    }
  }
}
