package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Stretch;
import dev.weir.chaos.observed.Observations;
import dev.weir.chaos.observed.Period;
import dev.weir.chaos.observed.Recovery;
import dev.weir.chaos.observed.SingleFault;
import dev.weir.chaos.observed.Storm;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How callers fare in stretches of time: after the last heal (I12), beside a storm (I15), where a
 * fault has no business (I19). Too few operations prove nothing about a share, a rate or a
 * percentile, and are not judged; shares are counted all the same, to be added up over many runs.
 */
final class CallersCheck {

  private static final int PER_MILLE = 1;
  private static final double GOODPUT = 0.95;
  private static final int P99_GROWTH = 2;

  /** Two counts of the same rate are further apart by chance in one of some hundred runs. */
  private static final double DEVIATIONS = 3;

  /** The time before the faults, and the one after they were healed. */
  private record Healed(Recovery recovery, Watch before, Watch after) {}

  /** What others than the hot channel's callers met, before and in a storm. */
  private record Beside(Storm storm, Watch before, Watch during) {}

  /** Those whom a fault does not touch. */
  private record Spared(SingleFault fault, Watch watch) {}

  private final int leastSamples;
  private final Findings findings;
  private final List<Healed> healed = new ArrayList<>();
  private final List<Beside> beside = new ArrayList<>();
  private final List<Spared> spared = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();

  CallersCheck(Observations observations, CheckerSettings settings, Findings findings) {
    this.leastSamples = settings.leastSamples();
    this.findings = findings;
    for (Recovery recovery : observations.recoveries()) {
      long well = recovery.healedNanos() + recovery.within().toNanos();
      Period after = new Period(well, Math.max(well, recovery.untilNanos()));
      healed.add(
          new Healed(
              recovery,
              watch(new Watch(recovery.before(), _ -> true)),
              watch(new Watch(after, _ -> true))));
    }
    for (Storm storm : observations.storms()) {
      beside.add(
          new Beside(
              storm,
              watch(new Watch(storm.baseline(), one -> one.channel() != storm.channel())),
              watch(new Watch(storm.storm(), one -> one.channel() != storm.channel()))));
    }
    for (SingleFault fault : observations.singleFaults()) {
      spared.add(new Spared(fault, watch(new Watch(fault.period(), one -> isSpared(fault, one)))));
    }
  }

  private static boolean isSpared(SingleFault fault, Operation one) {
    return Stretch.needsOneRegion(one) && fault.spares(one.terms().home(), one.channel());
  }

  private Watch watch(Watch watch) {
    watches.add(watch);
    return watch;
  }

  /** Takes in an operation on a channel. */
  void take(Operation operation) {
    for (Watch watch : watches) {
      watch.take(operation);
    }
  }

  /** Judges what was taken in. */
  void judge() {
    healed.forEach(this::judge);
    beside.forEach(this::judge);
    spared.forEach(this::judge);
  }

  private void judge(Healed one) {
    Watch after = one.after();
    findings.share(Invariant.RECOVERED, after.failures());
    if (after.operations() >= leastSamples) {
      judgeShare(Invariant.RECOVERED, "after the last heal", after);
    }
    if (one.before().operations() >= leastSamples && after.seconds() > 0) {
      findings.judged(Invariant.RECOVERED);
      double least = leastAnswered(one.before(), after.seconds(), one.recovery().together());
      if (after.answered() < least) {
        findings.violated(
            Invariant.RECOVERED,
            "%d answers in %.1f s after the last heal, %.0f at least after %d in %.1f s before"
                .formatted(
                    after.answered(),
                    after.seconds(),
                    least,
                    one.before().answered(),
                    one.before().seconds()));
      }
    }
    new TreeMap<>(one.recovery().queues())
        .forEach((queue, length) -> {
          findings.judged(Invariant.RECOVERED);
          if (length != 0) {
            findings.violated(
                Invariant.RECOVERED, "%d left in %s in the end".formatted(length, queue));
          }
        });
  }

  /** What a time of so many seconds must have answered, less what chance may take. */
  private static double leastAnswered(Watch before, double seconds, double together) {
    double times = seconds / before.seconds();
    double expected = GOODPUT * before.answered() * times;
    return Math.floor(expected - DEVIATIONS * Math.sqrt(expected * (1 + times) * together));
  }

  private void judge(Beside one) {
    findings.share(Invariant.STORM, one.during().failures());
    if (one.during().operations() < leastSamples) {
      return;
    }
    judgeShare(Invariant.STORM, "beside a storm on channel " + one.storm().channel(), one.during());
    if (one.before().operations() >= leastSamples) {
      findings.judged(Invariant.STORM);
      double before = one.before().p99Millis();
      double during = one.during().p99Millis();
      if (during > P99_GROWTH * before) {
        findings.violated(
            Invariant.STORM,
            "p99 of others %.1f ms during a storm on channel %d, %.1f ms before"
                .formatted(during, one.storm().channel(), before));
      }
    }
  }

  private void judge(Spared one) {
    findings.share(Invariant.UNTOUCHED, one.watch().failures());
    if (one.watch().operations() >= leastSamples) {
      judgeShare(Invariant.UNTOUCHED, "during " + one.fault().name(), one.watch());
    }
  }

  private void judgeShare(Invariant invariant, String when, Watch watch) {
    findings.judged(invariant);
    Share failures = watch.failures();
    if (failures.isMoreThan(PER_MILLE)) {
      findings.violated(
          invariant,
          "%d of %d failed %s".formatted(failures.failed(), failures.operations(), when));
    }
  }
}
