package dev.weir.chaos.drill;

import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.ShippedDrills;
import dev.weir.node.cli.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which drill is meant, and to which demo it is done: {@code @Mixin} it. */
final class DrillOptions {

  @Parameters(
      paramLabel = "NAME|FILE",
      description = "One that weir drill ls lists, or a drill file.")
  private String drill = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Wins over the file; may be said more than once.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--demo",
      paramLabel = "DIR",
      description = "The demo's --data (default: where weir demo keeps it).")
  private @Nullable Path demo;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      description = "Of a demo that is started (default: 7400).")
  private @Nullable Integer basePort;

  @Option(
      names = "--network",
      paramLabel = "127.X.Y",
      description = "Of a demo that is started (default: 127.0.1).")
  private @Nullable String network;

  DrillSpec spec() {
    return DrillSpec.read(ShippedDrills.file(drill), set);
  }

  String drill() {
    return drill;
  }

  Path demo(Shell shell) {
    return demo != null ? demo : shell.home().resolve(Path.of("chaos-tests", "target", "demo"));
  }

  /** Of a demo that has to be started. */
  List<String> demoOptions() {
    List<String> options = new ArrayList<>();
    if (basePort != null) {
      options.addAll(List.of("--base-port", basePort.toString()));
    }
    if (network != null) {
      options.addAll(List.of("--network", network));
    }
    return options;
  }

  /** As it was said, to say it again. */
  String command(Path report) {
    StringBuilder command = new StringBuilder("./weir drill run " + quoted(drill));
    set.forEach((key, value) -> command.append(" --set ").append(quoted(key + "=" + value)));
    if (demo != null) {
      command.append(" --demo ").append(quoted(demo.toString()));
    }
    demoOptions().forEach(option -> command.append(' ').append(option));
    return command.append(" --report ").append(quoted(report.toString())).toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
