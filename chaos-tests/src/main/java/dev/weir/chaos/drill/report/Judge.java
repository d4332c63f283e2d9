package dev.weir.chaos.drill.report;

import dev.weir.chaos.checker.Invariant;
import dev.weir.chaos.checker.Violation;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.failover.Bar;
import dev.weir.chaos.failover.HomeAgain;
import dev.weir.chaos.history.Stretch;
import dev.weir.chaos.history.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges a drill by what was recorded of it. */
public final class Judge {

  /** The credit of the budgets beside, for each node that gives it. */
  private static final double MOST_REPEATED = 0.1;

  private static final int MOST_TOLD = 20;

  private final DrillSpec spec;
  private final Tape tape;
  private final Moments moments;

  /** A judge of one drill. */
  public Judge(DrillSpec spec, Tape tape) {
    this.spec = spec;
    this.tape = tape;
    this.moments = tape.moments();
  }

  /** The report; its provenance was somebody else's to see. */
  public DrillReport report(Provenance provenance) {
    Recovery recovery =
        Recovery.of(
            tape.history(),
            tape.home(),
            moments,
            firstOpening(),
            spec.objectives().p99().toMillis());
    DataFindings data = DataFindings.of(tape, spec.load().channels());
    List<Callers> callers = callers();
    // Where nothing was harmed there is nothing to be asked.
    List<Bar> bars =
        tape.evidence().isEmpty()
            ? List.of()
            : new Bars(spec, tape, recovery, data)
                .judged(stretch(tape.home(), recoveredAt(recovery)));
    List<String> reasons = new ArrayList<>();
    Outcome outcome = outcome(bars, reasons);
    OptionalLong back =
        new HomeAgain(tape.history(), tape.home()).at(moments.healed(), moments.end());
    return new DrillReport(
        spec.name(),
        spec.about(),
        spec.mode().word(),
        spec.scope().toString(),
        outcome,
        reasons,
        List.of(moments.seconds(moments.heal()), moments.seconds(moments.healed())),
        bars,
        recovery,
        back.isEmpty()
            ? Optional.empty()
            : Optional.of((back.getAsLong() - moments.healed()) / 1e6),
        data,
        callers,
        tape.usage(),
        MOST_REPEATED,
        tape.evidence(),
        moves("open"),
        moves("closed"),
        tape.events(),
        seconds(),
        tape.verdict().violations().stream()
            .filter(each -> each.invariant() != Invariant.ONE_OUTCOME)
            .limit(MOST_TOLD)
            .map(Violation::toString)
            .toList(),
        tape.callerFailures(),
        provenance,
        Optional.empty());
  }

  private Outcome outcome(List<Bar> bars, List<String> reasons) {
    if (tape.aborted().isPresent()) {
      reasons.add(tape.aborted().get());
      return Outcome.ABORTED;
    }
    List<String> missed =
        bars.stream()
            .filter(bar -> !bar.met())
            .map(bar -> "%s: %s, asked is %s".formatted(bar.what(), bar.measured(), bar.bound()))
            .toList();
    boolean isWrong =
        tape.verdict().violated() > tape.verdict().tally(Invariant.ONE_OUTCOME).violated();
    reasons.addAll(tape.inconclusive());
    if (!tape.inconclusive().isEmpty() && !isWrong) {
      return Outcome.INCONCLUSIVE;
    }
    reasons.addAll(missed);
    return missed.isEmpty() ? Outcome.PASS : Outcome.DEVIATED;
  }

  private long recoveredAt(Recovery recovery) {
    return moments.fault() + (long) (recovery.total().orElse(0.0) * 1e6);
  }

  /** Of the harmed region's callers, from a moment until the heal. */
  private Stretch stretch(int home, long from) {
    return stretch(home, from, moments.heal());
  }

  private Stretch stretch(int home, long from, long to) {
    return Stretch.of(
        tape.history(),
        from,
        to,
        each -> each.terms().home() == home && Stretch.needsOneRegion(each));
  }

  private List<Callers> callers() {
    List<Callers> callers = new ArrayList<>();
    tape.regions()
        .forEach((number, name) -> {
          callers.add(
              Callers.of(name, Tape.BEFORE, stretch(number, moments.baseline(), moments.fault())));
          callers.add(
              Callers.of(name, Tape.DURING, stretch(number, moments.fault(), moments.heal())));
          callers.add(Callers.of(name, Tape.AFTER, stretch(number, moments.heal(), moments.end())));
        });
    return callers;
  }

  private List<Second> seconds() {
    return Timeline.of(tape.history(), moments.fault()).seconds().stream()
        .map(each ->
            new Second(
                each.second(),
                tape.regions().getOrDefault(each.home(), "?"),
                each.stretch().answered(),
                each.stretch().failed(),
                each.stretch().away(),
                each.stretch().degraded(),
                each.stretch().p50Millis(),
                each.stretch().p99Millis()))
        .toList();
  }

  /** When the first breaker of the harmed region opened, since the fault. */
  private OptionalLong firstOpening() {
    String region = tape.regions().getOrDefault(tape.home(), "");
    return tape.events().stream()
        .filter(event -> event.seconds() >= 0)
        .filter(event -> event.what().startsWith(region + ":") && event.isMoveTo("open"))
        .mapToLong(event -> moments.fault() + (long) (event.seconds() * 1e9))
        .min();
  }

  private long moves(String to) {
    return tape.events().stream()
        .filter(event -> event.seconds() >= 0)
        .filter(event -> event.isMoveTo(to))
        .count();
  }
}
