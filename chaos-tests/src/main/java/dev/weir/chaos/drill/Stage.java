package dev.weir.chaos.drill;

import dev.weir.chaos.demo.DemoLink;
import dev.weir.chaos.demo.DemoProcess;
import dev.weir.chaos.drill.hands.DemoHands;
import dev.weir.chaos.drill.hands.DemoOrders;
import dev.weir.chaos.drill.hands.Hands;
import dev.weir.chaos.drill.hands.HookHands;
import dev.weir.chaos.drill.hands.IdleHands;
import dev.weir.chaos.drill.hands.ShiftHands;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Mode;
import dev.weir.chaos.drill.spec.Target;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cluster that a drill is done to: the demo's, or the one that its file names. */
final class Stage implements AutoCloseable {

  private final DrillSpec spec;
  private final List<Target> targets;
  private final @Nullable DemoProcess process;
  private final @Nullable DemoLink demo;

  private Stage(
      DrillSpec spec,
      List<Target> targets,
      @Nullable DemoProcess process,
      @Nullable DemoLink demo) {
    this.spec = spec;
    this.targets = targets;
    this.process = process;
    this.demo = demo;
  }

  /** The cluster if it is there; a demo is not started for this. */
  static Optional<Stage> ifThere(DrillSpec spec, Path demoDirectory) {
    if (!spec.isOfDemo()) {
      return Optional.of(new Stage(spec, spec.targets(), null, null));
    }
    return DemoLink.to(demoDirectory)
        .map(link -> new Stage(spec, DemoSitesText.targets(link.ask("sites")), null, link));
  }

  /** The cluster; a demo that is not there is started, and ends with this process. */
  static Stage set(
      DrillSpec spec,
      Path demoDirectory,
      List<String> demoOptions,
      Ticker ticker,
      Consumer<String> progress) {
    Optional<Stage> there = ifThere(spec, demoDirectory);
    if (there.isPresent()) {
      return there.get();
    }
    progress.accept("no demo runs in %s: starting one".formatted(demoDirectory));
    List<String> options = new ArrayList<>(demoOptions);
    boolean cuts = spec.mode() == Mode.PARTITION || spec.mode() == Mode.ONE_WAY;
    if (cuts) {
      options.add("--apart");
    }
    DemoProcess process = DemoProcess.start(options, demoDirectory, progress);
    try {
      DemoLink link = process.await(demoDirectory, ticker);
      return new Stage(spec, DemoSitesText.targets(link.ask("sites")), process, link);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  List<Target> targets() {
    return targets;
  }

  /** Ends with a mistake if the drill's region is not among the cluster's. */
  void requireRegion() {
    String region = spec.scope().region();
    List<String> names = targets.stream().map(target -> target.region().name()).toList();
    if (!names.contains(region)) {
      throw WeirException.invalid("no region '%s'; there are %s".formatted(region, names));
    }
  }

  /**
   * What a drill works with; blocks until every node has said its name.
   *
   * @param firstChannel of the drill's own
   * @param directory keeps what guardians say
   */
  Scene scene(long firstChannel, boolean force, Path directory, Ticker ticker) {
    List<Site> sites = Site.of(targets, ticker);
    return new Scene(
        spec, sites, hands(sites, firstChannel, force, directory, ticker), firstChannel);
  }

  private Hands hands(
      List<Site> sites, long firstChannel, boolean force, Path directory, Ticker ticker) {
    if (spec.mode() == Mode.SURGE) {
      return new IdleHands();
    }
    if (spec.mode() == Mode.PRACTICE) {
      List<NodeAddress> operators = new ArrayList<>();
      targets.forEach(target -> operators.addAll(target.admin()));
      return new ShiftHands(spec, operators, force);
    }
    if (demo == null) {
      return new HookHands(spec, directory);
    }
    Site harmed =
        sites.stream()
            .filter(site -> site.name().equals(spec.scope().region()))
            .findFirst()
            .orElseThrow();
    return new DemoHands(
        demo,
        new DemoOrders(
            spec,
            harmed.nodeNames(),
            sites.stream().map(Site::name).filter(name -> !name.equals(harmed.name())).toList(),
            harmed.ownerOfMost(firstChannel, spec.load().channels())),
        ticker);
  }

  @Override
  public void close() {
    if (demo != null) {
      demo.close();
    }
    if (process != null) {
      process.close();
    }
  }
}
