package dev.weir.chaos.drill;

import dev.weir.chaos.cluster.BreakerWatch;
import dev.weir.chaos.drill.hands.Evidence;
import dev.weir.chaos.drill.report.Moments;
import dev.weir.chaos.drill.report.Tape;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Mode;
import dev.weir.chaos.drill.spec.Scope.Part;
import dev.weir.chaos.history.Stretch;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One drill, from the preconditions to the sweep. Whatever happens, it heals what it harmed, and
 * says what it saw up to then.
 */
final class DrillRun {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final double MOST_AWAY = 0.02;

  /** A session does half as much at least as it would without any delay. */
  private static final double LEAST_SHARE = 0.3;

  private final Scene scene;
  private final DrillSpec spec;
  private final Ticker ticker;
  private final Brake brake;
  private final Log log;
  private final Consumer<String> phase;
  private final Crowd crowd;
  private final Counters counters;
  private final BreakerWatch breakers;
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<String> inconclusive = new ArrayList<>();
  private Optional<String> aborted = Optional.empty();
  private final TapeMaker tape;
  private long baseline;
  private long fault;
  private long heal;
  private long healed;

  /**
   * A drill that has not begun.
   *
   * @param phase is told where it is
   */
  DrillRun(Scene scene, Ticker ticker, Brake brake, Log log, Consumer<String> phase) {
    this.scene = scene;
    this.spec = scene.spec();
    this.ticker = ticker;
    this.brake = brake;
    this.log = log;
    this.phase = phase;
    this.crowd = new Crowd(spec, scene.targets(), scene.firstChannel(), ticker);
    this.counters = new Counters(scene.nodes(), "", ticker);
    this.breakers = new BreakerWatch(scene.nodes());
    this.tape = new TapeMaker(scene, crowd, counters, breakers, ticker);
  }

  /** Runs it; blocks until the sweep is done. */
  Tape run() throws InterruptedException {
    try (counters;
        breakers;
        crowd) {
      begin();
      try {
        preconditions();
        baseline();
        harm();
      } catch (Aborted e) {
        aborted = Optional.of(String.valueOf(e.getMessage()));
        log.tell("drill", "broken off: " + e.getMessage());
      } catch (WeirException e) {
        inconclusive.add("it could not go on: " + e.getMessage());
      } finally {
        heal();
      }
      comeBack();
      crowd.stop();
      return sweep();
    }
  }

  private void begin() {
    long now = ticker.nanos();
    baseline = now;
    fault = now;
    heal = now;
    healed = now;
    crowd.start();
  }

  /** Blocks until a stretch was calm; processes that have just started are slow for a while. */
  private void preconditions() throws Aborted {
    enter("preconditions");
    Duration window = spec.timing().preconditions();
    long begun = ticker.nanos();
    long end = begun + spec.timing().patience().toNanos();
    while (!isCalm(begun, window)) {
      if (ticker.nanos() - end >= 0) {
        inconclusive.add("no calm %d s before: %s".formatted(window.toSeconds(), told(window)));
        return;
      }
      pass(Duration.ofMillis(200), false);
    }
  }

  private boolean isCalm(long begun, Duration window) {
    long now = ticker.nanos();
    long from = now - window.toNanos();
    return from - begun >= 0
        && scene.sites().stream().allMatch(site -> isCalm(lately(site, from, now), window));
  }

  private boolean isCalm(Stretch stretch, Duration window) {
    return stretch.operations() >= least(window)
        && stretch.failed() == 0
        && stretch.awayShare() <= MOST_AWAY
        && stretch.p99Millis() <= spec.objectives().p99().toMillis();
  }

  /** So many requests of a region's callers say something. */
  private long least(Duration window) {
    double perSecond = Capacity.callers(spec, scene.sites().size()) - spec.load().hotReads();
    return Math.max(Brake.LEAST, (long) (LEAST_SHARE * perSecond * window.toMillis() / 1_000));
  }

  private String told(Duration window) {
    long now = ticker.nanos();
    Map<String, String> told = new HashMap<>();
    scene
        .sites()
        .forEach(
            site -> told.put(site.name(), lately(site, now - window.toNanos(), now).toString()));
    return told.toString();
  }

  private Stretch lately(Site site, long from, long to) {
    return crowd.recent().stretch(site.target().number(), from, to);
  }

  private void baseline() throws Aborted {
    if (!inconclusive.isEmpty()) {
      return;
    }
    enter("baseline");
    baseline = ticker.nanos();
    counters.begin(Tape.BEFORE);
    pass(spec.timing().baseline(), true);
  }

  private void harm() throws Aborted {
    fault = ticker.nanos();
    if (!inconclusive.isEmpty()) {
      return;
    }
    if (spec.cold()) {
      seen("cold", scene.hands().cold());
    }
    enter("fault");
    counters.begin(Tape.DURING);
    tape.mark();
    fault = ticker.nanos();
    heal = fault;
    Evidence done = scene.hands().inject();
    seen("fault", done);
    if (spec.mode() == Mode.SURGE) {
      crowd.surge();
    }
    enter("hold");
    pass(spec.timing().away(spec.mode()), true);
    if (spec.mode() != Mode.GRACEFUL) {
      seen("check", scene.hands().check());
    }
    look();
  }

  /** What the others lack while the region's database is away. */
  private void look() {
    boolean isAway =
        spec.mode() == Mode.DATABASE_ONLY
            || ((spec.mode() == Mode.KILL || spec.mode() == Mode.PAUSE)
                && (spec.scope().part() == Part.REGION || spec.scope().part() == Part.DATABASE));
    if (isAway) {
      tape.away(scene.others().getFirst().target());
    }
  }

  private void seen(String who, Evidence what) {
    evidence.add(what);
    log.tell(who, what.what() + (what.told().isEmpty() ? "" : ": " + what.told()));
    if (!what.seen()) {
      inconclusive.add("%s: not seen: %s".formatted(what.what(), what.told()));
    }
  }

  private void heal() {
    crowd.calm();
    heal = ticker.nanos();
    counters.begin(Tape.AFTER);
    if (evidence.isEmpty()) {
      healed = heal;
      return;
    }
    enter("heal");
    try {
      seen("heal", scene.hands().heal());
    } catch (WeirException e) {
      inconclusive.add("it could not be healed, and heals by itself: " + e.getMessage());
    }
    healed = ticker.nanos();
  }

  private void comeBack() {
    if (evidence.isEmpty()) {
      return;
    }
    enter("return");
    int home = scene.harmed().target().number();
    long end = ticker.nanos() + spec.timing().patience().toNanos();
    try {
      while (!crowd.recent().isAtHome(home, ticker.nanos())) {
        if (ticker.nanos() - end >= 0) {
          log.tell("drill", "the region's callers are not back at home");
          return;
        }
        pass(Duration.ofMillis(200), false);
      }
      pass(spec.timing().settle(), false);
    } catch (Aborted e) {
      log.tell("drill", "not waited for: " + e.getMessage());
    }
  }

  /** Passes a time, unless the brake is pulled; as a stop condition does, if they are looked at. */
  private void pass(Duration time, boolean conditions) throws Aborted {
    long end = ticker.nanos() + time.toNanos();
    while (ticker.nanos() - end < 0) {
      LockSupport.parkNanos(Math.min(LOOK_NANOS, Math.max(1, end - ticker.nanos())));
      if (aborted.isEmpty()) {
        brake.look();
      }
      if (Thread.interrupted()) {
        throw new Aborted("interrupted");
      }
      if (conditions) {
        brakeIfTooMuch();
      }
    }
  }

  private void brakeIfTooMuch() throws Aborted {
    long now = ticker.nanos();
    long from = now - brake.conditions().window().toNanos();
    Map<String, Stretch> others = new HashMap<>();
    scene.others().forEach(site -> others.put(site.name(), lately(site, from, now)));
    Optional<String> why =
        Brake.tooMuch(brake.conditions(), lately(scene.harmed(), from, now), others);
    if (why.isPresent()) {
      throw new Aborted(why.get());
    }
  }

  private void enter(String next) {
    phase.accept(next);
    log.tell("phase", next);
  }

  private Tape sweep() {
    enter("sweep");
    Moments moments = new Moments(baseline, fault, heal, healed, ticker.nanos());
    requireTraffic(moments);
    return tape.make(moments, log, evidence, inconclusive, aborted);
  }

  private void requireTraffic(Moments moments) {
    if (evidence.isEmpty() || aborted.isPresent()) {
      return;
    }
    for (Site site : scene.sites()) {
      Duration before = Duration.ofNanos(moments.fault() - moments.baseline());
      Stretch calm = crowd.stretch(site.target().number(), moments.baseline(), moments.fault());
      if (!spec.cold() && calm.operations() < least(before)) {
        inconclusive.add("too little traffic before, in %s: %s".formatted(site.name(), calm));
      }
    }
    Stretch during =
        crowd.stretch(scene.harmed().target().number(), moments.fault(), moments.heal());
    if (during.operations() < Brake.LEAST) {
      inconclusive.add("too little traffic during the fault: " + during);
    }
    if (spec.mode() == Mode.SURGE) {
      log.tell(
          "surge", "%d reads answered, failed %s".formatted(crowd.surged(), crowd.surgeFailures()));
      if (crowd.surged() == 0) {
        inconclusive.add("the surge was not answered at all");
      }
    }
  }
}
