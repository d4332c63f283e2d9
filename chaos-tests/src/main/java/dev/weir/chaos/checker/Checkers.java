package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.observed.Observations;
import dev.weir.chaos.observed.Sweep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every invariant, on all of a run: what was recorded, and what was seen beside. Linear but for
 * sorting, channel by channel; nothing is sampled.
 *
 * <p>What is judged, and what each tally counts:
 *
 * <table>
 * <caption>Invariants</caption>
 * <tr><th></th><th>from</th><th>judged</th></tr>
 * <tr><td>I1</td><td>sweeps; reads, in one region</td><td>acknowledged versions of a swept
 *     channel; messages on pages, against what was acknowledged long ago</td></tr>
 * <tr><td>I2</td><td>the same</td><td>acknowledged deletions of a swept channel; messages on
 *     pages</td></tr>
 * <tr><td>I3</td><td>STRONG reads, all writes</td><td>messages read, see {@link
 *     StrongCheck}</td></tr>
 * <tr><td>I4, I5, I9</td><td>reads that are neither EVENTUAL nor degraded</td><td>messages on
 *     pages, or missing there, that the session had written, seen, or was handed</td></tr>
 * <tr><td>I6</td><td>reads</td><td>pages</td></tr>
 * <tr><td>I7</td><td>reads, sweeps</td><td>messages shown</td></tr>
 * <tr><td>I8</td><td>sweeps; reads</td><td>repeated writes of a swept channel</td></tr>
 * <tr><td>I10</td><td>{@link Observations#adopted}, {@link Observations#led}</td><td>adoptions but
 *     the first of each incarnation; flights</td></tr>
 * <tr><td>I11</td><td>{@link Observations#limited}</td><td>limits</td></tr>
 * <tr><td>I12</td><td>{@link Observations#recovered}, operations</td><td>error share, goodput,
 *     each queue</td></tr>
 * <tr><td>I13</td><td>operations with a deadline; {@link Observations#replied}</td><td>operations,
 *     requests on connections</td></tr>
 * <tr><td>I14</td><td>reads, sweeps</td><td>writes reported failed: all that are held against
 *     reads, and again for each sweep</td></tr>
 * <tr><td>I15</td><td>{@link Observations#stormed}, operations</td><td>error share, p99</td></tr>
 * <tr><td>I17</td><td>{@link Observations#amplified}</td><td>reads for flights, retries</td></tr>
 * <tr><td>I18</td><td>{@link Observations#agreed}</td><td>regions</td></tr>
 * <tr><td>I19</td><td>{@link Observations#disturbed}, operations</td><td>faults</td></tr>
 * <tr><td>I20</td><td>STRONG reads; degraded ones</td><td>STRONG reads; messages that the session
 *     of a degraded read knew</td></tr>
 * </table>
 */
public final class Checkers {

  private Checkers() {}

  /** Checks everything; blocks, for some seconds per million operations. */
  public static Verdict all(
      RecordedHistory history, Observations observations, CheckerSettings settings) {
    Findings findings = new Findings();
    Map<Integer, List<Sweep>> sweeps = new HashMap<>();
    for (Sweep sweep : observations.sweeps()) {
      sweeps.computeIfAbsent(sweep.channel(), ignored -> new ArrayList<>()).add(sweep);
    }
    OutcomeCheck outcomes = new OutcomeCheck(findings);
    CallersCheck callers = new CallersCheck(observations, settings, findings);
    ChannelHistory.places(history)
        .forEach((number, places) -> {
          ChannelHistory channel = ChannelHistory.of(number, history, places);
          new ChannelCheck(channel, settings, findings).run();
          new StrongCheck(channel, settings, findings).run();
          SweepCheck swept = new SweepCheck(channel, settings, findings);
          sweeps.getOrDefault(number, List.of()).forEach(swept::judge);
          for (Operation operation : channel.operations()) {
            if (operation.channel() != Operation.EVERY_CHANNEL) {
              outcomes.judge(operation);
              callers.take(operation);
            }
          }
        });
    callers.judge();
    new EpochCheck(findings).judge(observations);
    BoundsCheck bounds = new BoundsCheck(settings, findings);
    observations.maxima().forEach(bounds::judge);
    observations.amplifications().forEach(bounds::judge);
    observations.agreements().forEach(bounds::judge);
    observations.replies().forEach(outcomes::judge);
    return findings.verdict();
  }
}
