package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Sighting;
import dev.weir.messages.ReadLevel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the STRONG reads of one channel and all writes fit into one order, message by message
 * (I3): linearizability of a register, decided by zones as Gibbons and Korach do (Testing Shared
 * Memories, 1997), which unique versions make possible in n log n.
 *
 * <p>The register of a message only grows: it begins at <i>not yet</i>, each write lifts it to its
 * version unless it is higher already, and nothing is above <i>deleted</i>. That is what is
 * promised, since the later time wins whatever arrives first, and a message has one writer, who
 * counts. So a write that was overtaken changes nothing, and a plain register, in which it could,
 * would let older content come back.
 *
 * <ul>
 *   <li>An acknowledged write takes effect within its span; one whose outcome is unknown at any
 *       time after it began, or never; one that failed never.
 *   <li>Several tries of a version are one write: it begins with the first that did not fail, and
 *       is over with the first that was acknowledged.
 *   <li>A read of a page reads every message that the page covers, each at a moment of its own
 *       within the read's span: a page is no snapshot.
 *   <li>A message that is not there is <i>not yet</i> or <i>deleted</i>, whichever fits: not yet,
 *       if nothing that ended before the read shows otherwise.
 * </ul>
 *
 * <p>So three things are wrong: a read that lacks what was acknowledged before it, a read that
 * lacks what an earlier one showed, and a read of what had not begun to be written when something
 * newer was there. Reads of other levels, and degraded ones, do not count; nor does what regions
 * that were lost for good may have taken along.
 */
final class StrongCheck {

  private final ChannelHistory channel;
  private final Biographies messages;
  private final Set<Integer> lost;
  private final Findings findings;

  private final Begun begun;

  /** The reads of each message that some strong read covers. */
  private final @Nullable Register[] registers;

  StrongCheck(ChannelHistory channel, CheckerSettings settings, Findings findings) {
    this.channel = channel;
    this.messages = channel.messages();
    this.lost = settings.lostForGood();
    this.findings = findings;
    this.begun = new Begun(messages);
    this.registers = new Register[messages.size()];
  }

  void run() {
    for (Operation operation : channel.operations()) {
      if (operation.action() instanceof Action.Read page
          && operation.isOk()
          && operation.terms().level() == ReadLevel.STRONG
          && !operation.isDegraded()) {
        take(operation, page);
      }
    }
    for (Register register : registers) {
      if (register != null) {
        findings.judged(Invariant.STRONG_ORDER, register.reads());
        Optional<Register.Conflict> conflict = register.conflict();
        conflict.ifPresent(found ->
            findings.violated(
                Invariant.STRONG_ORDER,
                register.id(),
                found.later(),
                Optional.of(found.earlier())));
      }
    }
  }

  private void take(Operation read, Action.Read page) {
    Shown shown = new Shown(page, messages);
    for (Sighting sighting : page.sightings()) {
      int place = messages.find(sighting.message());
      if (place >= 0) {
        register(place).read(sighting.version(), read);
      }
    }
    int end = begun.endAt(read.span().startedNanos());
    for (int place = shown.first();
        place < end && page.coverage().holds(messages.get(place).id());
        place++) {
      if (shown.version(place) == Shown.ABSENT) {
        register(place).readAbsent(read);
      }
    }
  }

  private Register register(int place) {
    Register register = registers[place];
    if (register == null) {
      register = new Register(messages.get(place), lost);
      registers[place] = register;
    }
    return register;
  }
}
