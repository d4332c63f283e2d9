package dev.weir.chaos.checker;

import dev.weir.chaos.history.RecordedHistory;
import java.time.Duration;

/**
 * Checks what sessions were promised, on all of a history: each goes through time with what it
 * knows (its acknowledged writes, what it saw, what it was handed), and every read is held against
 * what its session knew when it began. Channel by channel, in n log n.
 *
 * <p>Beyond the sessions, what was acknowledged long before a read began is held against it, too,
 * whoever wrote it: no read that is under way is so old. That holds within one region; another one
 * may lack it for as long as it is cut off.
 *
 * <p>Of an answer that says that it may fall short only what is shown counts, not what is missing.
 * An EVENTUAL read was promised nothing, nor does what it shows promise anything. A STRONG one has
 * to show what anybody was acknowledged before it began.
 */
public final class SessionChecker {

  private final CheckerSettings settings;

  private SessionChecker(CheckerSettings settings) {
    this.settings = settings;
  }

  /**
   * A checker of what several regions did: it knows no time after which everybody reads everything.
   */
  public static SessionChecker ofSeveralRegions() {
    return new SessionChecker(CheckerSettings.ofSeveralRegions());
  }

  /**
   * A checker of what one region did.
   *
   * @param oldestFlight no read is answered by a query that began so long before it
   */
  public SessionChecker(Duration oldestFlight) {
    this(CheckerSettings.ofOneRegion(oldestFlight));
  }

  /** Checks everything; blocks, for some seconds per million operations. */
  public Verdict check(RecordedHistory history) {
    Findings findings = new Findings();
    ChannelHistory.places(history)
        .forEach((channel, places) ->
            new ChannelCheck(ChannelHistory.of(channel, history, places), settings, findings)
                .run());
    return findings.verdict();
  }
}
