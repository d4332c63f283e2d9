package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.node.database.SharedCassandra;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's client code compiles, and does what it says, against a real node. */
class ReadmeIT {

  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CONTACTS = Pattern.compile("ClientConfig\\.of\\([^)]*\\)");

  @Test
  void clientCode_compilesAndRuns(@TempDir Path directory) throws Exception {
    Path readme = Path.of(System.getProperty("weir.home")).resolve("README.md");
    Matcher code = CODE.matcher(Files.readString(readme));
    assertThat(code.find()).isTrue();
    SharedCassandra database = SharedCassandra.get();
    NodeConfig config =
        NodeConfig.read(
            Optional.empty(),
            Map.of(),
            Map.of(
                "listen",
                "127.0.0.1:0",
                "admin.listen",
                "127.0.0.1:0",
                "database.contact-points",
                database.host() + ":" + database.port(),
                "database.local-datacenter",
                database.dataCenter(),
                "database.keyspace",
                "readme_it",
                "database.create-replication",
                database.dataCenter() + "=1"));
    try (Node node = Node.start(config)) {
      String contact = "ClientConfig.of(\"%s\")".formatted(node.address());
      String body = CONTACTS.matcher(code.group(1)).replaceFirst(Matcher.quoteReplacement(contact));
      assertThat(run(compile(body, directory))).contains("  hello, world");
    }
  }

  private static Path compile(String body, Path directory) throws Exception {
    Path source =
        Files.writeString(
            directory.resolve("Example.java"),
            """
            import dev.weir.client.*;
            import dev.weir.messages.*;
            public class Example {
              public static void main(String[] arguments) {
            %s
              }
            }
            """
                .formatted(body));
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                complaints,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                source.toString());
    assertThat(status).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
    return directory;
  }

  private static String run(Path classes) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
