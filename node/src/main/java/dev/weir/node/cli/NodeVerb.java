package dev.weir.node.cli;

import dev.weir.messages.WeirException;
import dev.weir.node.EmbeddedNode;
import dev.weir.node.Node;
import dev.weir.node.NodeConfig;
import dev.weir.node.config.ConfigFile;
import dev.weir.node.logs.Logs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir node}: a node of this process, until it is asked to stop. */
@Command(
    name = "node",
    header = "Runs one node.",
    description = {
      "In front of an existing Scylla or Cassandra, as the configuration says; or with --embedded"
          + " and a Cassandra of its own, whose data stays in DIR.",
      "",
      "Prints a line that begins with 'ready' once it serves, and runs until Ctrl-C or SIGTERM:"
          + " then it answers what is in flight and stops. The log goes to standard error.",
    },
    footer = {
      "  weir config example > node.yaml         every setting, explained",
      "  weir node --config node.yaml",
      "  weir node --embedded --data ./data      a node to try things with",
    })
final class NodeVerb implements Verb {

  @Mixin private Configuration configuration = new Configuration();

  @Option(names = "--embedded", description = "Start a Cassandra for this node alone.")
  private boolean embedded;

  @Option(names = "--data", paramLabel = "DIR", description = "Where --embedded keeps its data.")
  private @Nullable Path data;

  @Option(
      names = "--until-input-ends",
      hidden = true,
      description = "Stop when standard input ends: so that the node never outlives its parent.")
  private boolean untilInputEnds;

  @Override
  public int run(Shell shell) throws IOException, InterruptedException {
    if (embedded == (data == null)) {
      throw WeirException.invalid("--embedded and --data DIR belong together");
    }
    Optional<ConfigFile> file = configuration.file();
    Map<String, String> flags = configuration.flags();
    NodeConfig config =
        embedded
            ? EmbeddedNode.configure(file, shell.environment(), flags)
            : NodeConfig.read(file, shell.environment(), flags);
    Logs.configure(config.logFormat(), config.logLevel());
    CountDownLatch stop = new CountDownLatch(1);
    try (var _ = shell.onInterrupt(stop::countDown)) {
      if (untilInputEnds) {
        Thread.ofVirtual().start(() -> awaitEndOfInput(shell, stop));
      }
      serve(shell, config, stop);
    }
    return ExitStatus.OK;
  }

  private void serve(Shell shell, NodeConfig config, CountDownLatch stop)
      throws InterruptedException {
    if (data != null) {
      try (EmbeddedNode both = EmbeddedNode.start(config, data)) {
        announce(shell.output(), config, both.node());
        stop.await();
      }
    } else {
      try (Node node = Node.start(config)) {
        announce(shell.output(), config, node);
        stop.await();
      }
    }
  }

  private static void announce(Output output, NodeConfig config, Node node) {
    if (output.isJson()) {
      Map<String, Object> ready = new LinkedHashMap<>();
      ready.put("ready", true);
      ready.put("node", config.identity().node().toString());
      ready.put("region", config.identity().region().toString());
      ready.put("listen", node.address().toString());
      ready.put("admin", node.adminAddress().toString());
      output.json(ready);
    }
    output.line(
        "ready: node %s of region %s serves clients at %s, operators at http://%s/readyz?verbose"
            .formatted(
                config.identity().node(),
                config.identity().region(),
                node.address(),
                node.adminAddress()));
    output.line(
        config.insecure()
            ? "  insecure: no encryption, no authentication; for closed test networks only"
            : "  reachable from this machine alone (loopback); see insecure in weir config"
                + " example");
    output.flush();
  }

  private static void awaitEndOfInput(Shell shell, CountDownLatch stop) {
    try {
      var _ = shell.in().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // Whatever broke it, no more will come.
    } finally {
      stop.countDown();
    }
  }
}
