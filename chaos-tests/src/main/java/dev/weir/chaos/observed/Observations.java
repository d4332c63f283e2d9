package dev.weir.chaos.observed;

import java.util.ArrayList;
import java.util.List;

/**
 * All that somebody who ran something saw beside the operations of the history. Nothing has to be
 * told; what was not told is not judged, and the verdict says so. Any thread may add; read it when
 * the run is over.
 */
public final class Observations {

  private final List<Adoption> adoptions = new ArrayList<>();
  private final List<Lead> leads = new ArrayList<>();
  private final List<Maximum> maxima = new ArrayList<>();
  private final List<Recovery> recoveries = new ArrayList<>();
  private final List<Storm> storms = new ArrayList<>();
  private final List<Amplification> amplifications = new ArrayList<>();
  private final List<Agreement> agreements = new ArrayList<>();
  private final List<SingleFault> singleFaults = new ArrayList<>();
  private final List<Replies> replies = new ArrayList<>();
  private final List<Sweep> sweeps = new ArrayList<>();

  /** A node took up a range table. */
  public synchronized void adopted(Adoption adoption) {
    adoptions.add(adoption);
  }

  /** A node began a flight as the owner of its channel. */
  public synchronized void led(Lead lead) {
    leads.add(lead);
  }

  /** Something with a configured maximum; told once, at the end. */
  public synchronized void limited(Maximum maximum) {
    maxima.add(maximum);
  }

  /** What came after the last heal. */
  public synchronized void recovered(Recovery recovery) {
    recoveries.add(recovery);
  }

  /** A storm on one channel. */
  public synchronized void stormed(Storm storm) {
    storms.add(storm);
  }

  /** What asking led to; told once, at the end. */
  public synchronized void amplified(Amplification amplification) {
    amplifications.add(amplification);
  }

  /** Whether a region's members agreed. */
  public synchronized void agreed(Agreement agreement) {
    agreements.add(agreement);
  }

  /** A time of one fault alone. */
  public synchronized void disturbed(SingleFault singleFault) {
    singleFaults.add(singleFault);
  }

  /** What became of requests on connections; told once, at the end. */
  public synchronized void replied(Replies some) {
    replies.add(some);
  }

  /** What a channel held at the end. */
  public synchronized void swept(Sweep sweep) {
    sweeps.add(sweep);
  }

  public synchronized List<Adoption> adoptions() {
    return List.copyOf(adoptions);
  }

  public synchronized List<Lead> leads() {
    return List.copyOf(leads);
  }

  public synchronized List<Maximum> maxima() {
    return List.copyOf(maxima);
  }

  public synchronized List<Recovery> recoveries() {
    return List.copyOf(recoveries);
  }

  public synchronized List<Storm> storms() {
    return List.copyOf(storms);
  }

  public synchronized List<Amplification> amplifications() {
    return List.copyOf(amplifications);
  }

  public synchronized List<Agreement> agreements() {
    return List.copyOf(agreements);
  }

  public synchronized List<SingleFault> singleFaults() {
    return List.copyOf(singleFaults);
  }

  public synchronized List<Replies> replies() {
    return List.copyOf(replies);
  }

  public synchronized List<Sweep> sweeps() {
    return List.copyOf(sweeps);
  }
}
