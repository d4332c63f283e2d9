package dev.weir.messages;

import dev.weir.topology.Epoch;
import dev.weir.topology.NodeId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How an answer came about: what each node on its way did, the one that was asked first.
 *
 * @param steps at most {@value #MAX_STEPS}
 */
public record Explanation(List<Step> steps) {

  /** The most nodes on the way of a request: one that was asked, and the owner. */
  public static final int MAX_STEPS = 2;

  /** Whether a read had company. */
  public enum Role {
    /** It began a flight, which others may have joined. */
    LED(0),
    /** It joined a flight that asked the same. */
    FOLLOWED(1),
    /** It joined a flight that asked for more, and got its part of that. */
    SHARED(2),
    /** It joined nobody, and nobody joined it. */
    ALONE(3);

    private final int number;

    Role(int number) {
      this.number = number;
    }

    /** The role on the wire. */
    public int number() {
      return number;
    }

    /** The role with this number, if this version knows it. */
    public static Optional<Role> of(int number) {
      return Arrays.stream(values()).filter(role -> role.number == number).findFirst();
    }
  }

  /**
   * What one node did.
   *
   * @param owner of the channel, by the node's table
   * @param epoch of that table
   * @param ageMicros how old the flight was when the read joined it, in microseconds
   * @param waiters how many got the flight's answer; 1 for a read that was alone
   * @param consistency of the read at the database; empty if another node was asked
   */
  public record Step(
      NodeId node,
      Optional<NodeId> owner,
      Optional<Epoch> epoch,
      Role role,
      long ageMicros,
      int waiters,
      String consistency) {}

  public Explanation {
    steps = List.copyOf(steps);
    if (steps.size() > MAX_STEPS) {
      throw WeirException.invalid("%d steps, at most %d".formatted(steps.size(), MAX_STEPS));
    }
  }
}
