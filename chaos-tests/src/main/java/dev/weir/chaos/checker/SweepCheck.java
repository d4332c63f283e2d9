package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Version;
import dev.weir.chaos.observed.Sweep;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a whole channel holds at the end, held against all that anybody was told: the version of
 * each message is the highest that was acknowledged, or a higher one whose outcome is unknown.
 *
 * <p>An older one is a lost write (I1), one that was deleted is back (I2); if that version was
 * asked for more than once, the repetition had a second effect (I8). What was only ever reported
 * failed is not there, nor is what is not there missing because of a deletion that was (I14).
 *
 * <p>Only a region that was lost for good may take along what it alone was to keep.
 */
final class SweepCheck {

  private final ChannelHistory channel;
  private final Set<Integer> lost;
  private final Findings findings;

  SweepCheck(ChannelHistory channel, CheckerSettings settings, Findings findings) {
    this.channel = channel;
    this.lost = settings.lostForGood();
    this.findings = findings;
  }

  void judge(Sweep sweep) {
    Map<Long, Integer> contents = sweep.contents();
    Biographies messages = channel.messages();
    for (int place = 0; place < messages.size(); place++) {
      Biography message = messages.get(place);
      count(message);
      Integer version = contents.get(message.id());
      if (version == null) {
        judgeAbsent(message);
      } else {
        judgePresent(message, version);
      }
    }
    findings.judged(Invariant.OWN_VALUE, contents.size());
    contents.forEach((id, version) -> {
      if (messages.find(id) < 0) {
        findings.violated(
            Invariant.OWN_VALUE, "message %d, which nobody wrote, in a sweep".formatted(id));
      }
    });
  }

  private void count(Biography message) {
    for (Edition edition : message.editions()) {
      if (edition.kept().isPresent() && !edition.mayVanish(lost)) {
        findings.judged(
            edition.version() == Version.DELETED ? Invariant.RESURRECTED : Invariant.LOST_WRITE);
      }
      findings.judged(Invariant.EFFECT_OF_ONE, edition.tries().size() - 1);
      for (Operation one : edition.tries()) {
        if (one.outcome() == Outcome.FAILED) {
          findings.judged(Invariant.HONEST_OUTCOME);
        }
      }
    }
  }

  private void judgeAbsent(Biography message) {
    Edition owed = owed(message);
    Optional<Edition> deletion = message.edition(Version.DELETED);
    if (owed != null && deletion.filter(Edition::isPossible).isEmpty()) {
      Optional<Operation> failed = message.failed(Version.DELETED);
      findings.violated(
          failed.isPresent() ? Invariant.HONEST_OUTCOME : Invariant.LOST_WRITE,
          message.id(),
          owed.kept().orElseThrow(),
          failed);
    }
  }

  private void judgePresent(Biography message, int version) {
    Optional<Edition> there = message.edition(version);
    if (there.isEmpty()) {
      findings.violated(
          Invariant.OWN_VALUE,
          "message %d in a sweep, at version %d, which nobody wrote"
              .formatted(message.id(), version));
      return;
    }
    Operation first = there.get().tries().getFirst();
    if (!there.get().isPossible()) {
      findings.violated(Invariant.HONEST_OUTCOME, message.id(), first, Optional.empty());
      return;
    }
    Edition owed = owed(message);
    if (owed != null && owed.version() > version) {
      findings.violated(
          broken(there.get(), owed), message.id(), owed.kept().orElseThrow(), Optional.of(first));
    }
  }

  private static Invariant broken(Edition there, Edition owed) {
    if (there.isRepeated()) {
      return Invariant.EFFECT_OF_ONE;
    }
    return owed.version() == Version.DELETED ? Invariant.RESURRECTED : Invariant.LOST_WRITE;
  }

  /** The highest version that must be there still. */
  private @Nullable Edition owed(Biography message) {
    Edition owed = null;
    for (Edition edition : message.editions()) {
      if (edition.kept().isPresent() && !edition.mayVanish(lost)) {
        owed = edition;
      }
    }
    return owed;
  }
}
