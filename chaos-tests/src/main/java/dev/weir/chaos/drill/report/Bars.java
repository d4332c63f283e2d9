package dev.weir.chaos.drill.report;

import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Mode;
import dev.weir.chaos.drill.spec.Scope.Part;
import dev.weir.chaos.failover.Bar;
import dev.weir.chaos.failover.Bar.Kind;
import dev.weir.chaos.history.Stretch;
import java.util.ArrayList;
import java.util.List;

/** What a drill asks, and whether it is met. */
final class Bars {

  private static final double PERCENT = 100;

  /** What a request has, and what a busy process may take to tell its caller. */
  private static final double MOST_MILLIS = 3_250;

  private static final double MOST_REPEATED = 0.1;

  private final DrillSpec spec;
  private final Tape tape;
  private final Recovery recovery;
  private final DataFindings data;
  private final List<Bar> bars = new ArrayList<>();

  Bars(DrillSpec spec, Tape tape, Recovery recovery, DataFindings data) {
    this.spec = spec;
    this.tape = tape;
    this.recovery = recovery;
    this.data = data;
  }

  /**
   * All of them.
   *
   * @param recovered what the harmed region's callers noticed from the recovery until the heal
   */
  List<Bar> judged(Stretch recovered) {
    objectives(recovered);
    none("acknowledged writes missing in the end", data.missing());
    none("deleted messages that are there again", data.resurrected());
    none("repeated requests with a second effect", data.duplicated());
    none("pages out of order", data.reordered());
    none("stale answers that do not say so", data.stale());
    none("invariants violated, all told", data.violated());
    none("channels that could not be read in the end", data.unswept());
    returned();
    slowest();
    budget();
    breakers();
    return bars;
  }

  private void objectives(Stretch recovered) {
    double rto = spec.objectives().rto().toMillis();
    bars.add(
        new Bar(
            "recovery (rto)",
            recovery.total().map("%.0f ms"::formatted).orElse("never, before the heal"),
            "<= %.0f ms".formatted(rto),
            recovery.total().filter(millis -> millis <= rto).isPresent(),
            Kind.SPEED));
    if (tape.lossesAway().isPresent()) {
      double rpo = spec.objectives().rpo().toMillis();
      bars.add(
          new Bar(
              "age of what is missing elsewhere while it is away (rpo)",
              "%.0f ms, %d writes".formatted(data.rpoMillis(), data.missingAway()),
              "<= %.0f ms".formatted(rpo),
              data.rpoMillis() <= rpo,
              Kind.SPEED));
      none("writes for every region missing elsewhere", data.missingAwayEveryRegion());
    }
    Stretch during = during(tape.home());
    percent(
        "failed requests", during.failed(), during.operations(), spec.objectives().errorPercent());
    percent(
        "answers that say they may lack something",
        during.degraded(),
        during.answered(),
        spec.objectives().stalePercent());
    double p99 = spec.objectives().p99().toMillis();
    bars.add(
        new Bar(
            "p99 after the recovery",
            "%.0f ms".formatted(recovered.p99Millis()),
            "<= %.0f ms".formatted(p99),
            recovered.p99Millis() <= p99 || recovered.operations() == 0,
            Kind.SPEED));
    tape.regions()
        .forEach((number, name) -> {
          if (number != tape.home()) {
            Stretch other = during(number);
            percent(
                "failed requests in " + name,
                other.failed(),
                other.operations(),
                spec.objectives().errorPercent());
          }
        });
  }

  private Stretch during(int home) {
    return Stretch.of(
        tape.history(),
        tape.moments().fault(),
        tape.moments().heal(),
        each -> each.terms().home() == home && Stretch.needsOneRegion(each));
  }

  private void returned() {
    Stretch after =
        Stretch.of(
            tape.history(),
            tape.moments().heal(),
            tape.moments().end(),
            each -> each.terms().home() == tape.home() && Stretch.needsOneRegion(each));
    percent(
        "failed requests after the heal",
        after.failed(),
        after.operations(),
        spec.objectives().errorPercent());
  }

  /** Nobody is kept waiting beyond the time that he has. */
  private void slowest() {
    Stretch all =
        Stretch.of(tape.history(), tape.moments().baseline(), tape.moments().end(), _ -> true);
    bars.add(
        new Bar(
            "the slowest request ends by its deadline",
            "%.0f ms".formatted(all.slowestMillis()),
            "<= %.0f ms".formatted(MOST_MILLIS),
            all.slowestMillis() <= MOST_MILLIS,
            Kind.SPEED));
  }

  private void budget() {
    Usage usage = tape.usage().getOrDefault(Tape.DURING, Usage.NONE);
    bars.add(
        new Bar(
            "sent again or beside, of the requests",
            "%.1f %%".formatted(PERCENT * usage.repeated()),
            "<= %.0f %%".formatted(PERCENT * MOST_REPEATED),
            usage.repeated() <= MOST_REPEATED,
            Kind.BEHAVIOUR));
  }

  /** Where a database is away and its nodes live, they have to leave it, and to take it back. */
  private void breakers() {
    boolean asks =
        spec.mode() == Mode.DATABASE_ONLY
            || (spec.mode() == Mode.PAUSE && spec.scope().part() == Part.DATABASE);
    if (asks) {
      moved("a breaker opened", "open");
      moved("a breaker closed again", "closed");
    }
  }

  private void moved(String what, String state) {
    long count =
        tape.events().stream()
            .filter(event -> event.seconds() >= 0 && event.isMoveTo(state))
            .count();
    bars.add(new Bar(what, count + " times", ">= 1", count > 0, Kind.BEHAVIOUR));
  }

  private void none(String what, long count) {
    bars.add(new Bar(what, Long.toString(count), "0", count == 0, Kind.BEHAVIOUR));
  }

  private void percent(String what, long some, long all, double most) {
    double share = all == 0 ? 0 : PERCENT * some / all;
    bars.add(
        new Bar(
            what,
            "%.2f %% (%d of %d)".formatted(share, some, all),
            "<= %s %%".formatted(most),
            share <= most,
            Kind.BEHAVIOUR));
  }
}
