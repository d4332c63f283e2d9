package dev.weir.chaos.checker;

import dev.weir.chaos.observed.Agreement;
import dev.weir.chaos.observed.Amplification;
import dev.weir.chaos.observed.Maximum;
import java.time.Duration;

/** What can be told from a few numbers: maxima (I11), amplification (I17), agreement (I18). */
final class BoundsCheck {

  private static final Duration AGREED_WITHIN = Duration.ofSeconds(5);

  private final int leastSamples;
  private final Findings findings;

  BoundsCheck(CheckerSettings settings, Findings findings) {
    this.leastSamples = settings.leastSamples();
    this.findings = findings;
  }

  void judge(Maximum maximum) {
    findings.judged(Invariant.MAXIMUM);
    if (maximum.highest() > maximum.configured()) {
      findings.violated(
          Invariant.MAXIMUM,
          "%s of %s: %d, at most %d"
              .formatted(maximum.name(), maximum.where(), maximum.highest(), maximum.configured()));
    }
  }

  /** A few flights say nothing about a share; retries have their credit for that. */
  void judge(Amplification some) {
    if (some.flights() >= leastSamples) {
      findings.judged(Invariant.AMPLIFICATION);
      if (some.databaseReads() * 100 > some.flights() * 105) {
        findings.violated(
            Invariant.AMPLIFICATION,
            "%s: %d reads of the database for %d flights"
                .formatted(some.where(), some.databaseReads(), some.flights()));
      }
    }
    findings.judged(Invariant.AMPLIFICATION);
    if ((some.retries() - some.credit()) * 10 > some.firstTries()) {
      findings.violated(
          Invariant.AMPLIFICATION,
          "%s: %d retries of %d first tries, and %d on credit"
              .formatted(some.where(), some.retries(), some.firstTries(), some.credit()));
    }
  }

  void judge(Agreement agreement) {
    long within = agreement.viewNanos() + AGREED_WITHIN.toNanos();
    if (agreement.agreedNanos().isEmpty() && agreement.untilNanos() < within) {
      return;
    }
    findings.judged(Invariant.SAME_TABLE);
    if (agreement.agreedNanos().isEmpty() || agreement.agreedNanos().getAsLong() > within) {
      findings.violated(
          Invariant.SAME_TABLE,
          "%s: %s after the last view"
              .formatted(
                  agreement.region(),
                  agreement.agreedNanos().isEmpty()
                      ? "never agreed, %d ms".formatted(millis(agreement.untilNanos(), agreement))
                      : "agreed %d ms"
                          .formatted(millis(agreement.agreedNanos().getAsLong(), agreement))));
    }
  }

  private static long millis(long nanos, Agreement agreement) {
    return (nanos - agreement.viewNanos()) / 1_000_000;
  }
}
