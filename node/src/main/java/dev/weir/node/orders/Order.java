package dev.weir.node.orders;

import dev.weir.messages.MessageId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was ordered of one region last.
 *
 * @param number of the region, as in message ids: 0 to 7
 * @param revision microseconds since 1970 when it was given, larger than that of every order of the
 *     region before; of two orders the one with the higher revision holds
 * @param setAt when it was given, to the millisecond; an evacuation's steps begin here
 * @param expiresAt from when it holds no more, to the millisecond; an evacuation always says
 * @param by who gave it, at most {@value #MAX_BY} characters
 */
public record Order(
    Region region,
    int number,
    What what,
    long revision,
    Instant setAt,
    Optional<Instant> expiresAt,
    String by) {

  /** The most characters that name who gave an order. */
  public static final int MAX_BY = 120;

  /** Of two orders of a region, the later one holds; the rest only decides between equals. */
  static final Comparator<Order> BY_REVISION =
      Comparator.comparingLong(Order::revision)
          .thenComparing(order -> order.what().toString())
          .thenComparing(Order::setAt)
          .thenComparing(order -> order.expiresAt().orElse(Instant.MAX))
          .thenComparing(Order::by)
          .thenComparingInt(Order::number);

  /** What the region is to do. */
  public sealed interface What {}

  /** It serves as ever: an earlier order was taken back. */
  public record Serve() implements What {}

  /**
   * Its nodes send the requests of its clients to other regions, a part at first and then more.
   *
   * @param steps percentages, each not below the one before, 1 to 100; 1 to {@value #MAX_STEPS}
   * @param each how long a step lasts; the last one lasts on. 0 s to 1 h
   */
  public record Evacuate(List<Integer> steps, Duration each) implements What {

    /** The most steps. */
    public static final int MAX_STEPS = 20;

    /** The longest step. */
    public static final Duration MAX_STEP = Duration.ofHours(1);

    private static final int ALL = 100;

    public Evacuate {
      steps = List.copyOf(steps);
      if (steps.isEmpty() || steps.size() > MAX_STEPS) {
        throw new IllegalArgumentException(
            "%d steps: give 1 to %d".formatted(steps.size(), MAX_STEPS));
      }
      int before = 1;
      for (int step : steps) {
        if (step < before || step > ALL) {
          throw new IllegalArgumentException(
              "steps %s: give percentages from 1 to 100, none below the one before"
                  .formatted(steps));
        }
        before = step;
      }
      if (each.isNegative() || each.compareTo(MAX_STEP) > 0) {
        throw new IllegalArgumentException("a step of %s is not within 0s..1h".formatted(each));
      }
    }

    /** The share that is sent away after this time, in percent. */
    int share(Duration since) {
      if (since.isNegative()) {
        return steps.getFirst();
      }
      if (each.isZero()) {
        return steps.getLast();
      }
      long step = since.dividedBy(each);
      return steps.get((int) Math.min(step, steps.size() - 1L));
    }
  }

  /** It is taken for gone: nobody waits for it, and what it may have missed is known. */
  public record Lost() implements What {}

  public Order {
    setAt = setAt.truncatedTo(ChronoUnit.MILLIS);
    expiresAt = expiresAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    if (number < 0 || number > MessageId.MAX_REGION) {
      throw new IllegalArgumentException(
          "region number %d is not within 0..%d".formatted(number, MessageId.MAX_REGION));
    }
    if (what instanceof Evacuate && expiresAt.isEmpty()) {
      throw new IllegalArgumentException("an evacuation of %s must expire".formatted(region));
    }
    if (by.length() > MAX_BY) {
      throw new IllegalArgumentException(
          "who gave it: %d characters, at most %d".formatted(by.length(), MAX_BY));
    }
  }

  /** Whether its time is over. */
  public boolean hasExpired(Instant now) {
    return expiresAt.filter(at -> !now.isBefore(at)).isPresent();
  }

  /** How much of the region's requests it sends away now, in percent; 0 once it has expired. */
  public int awayShare(Instant now) {
    if (hasExpired(now)) {
      return 0;
    }
    return switch (what) {
      case Evacuate evacuate -> evacuate.share(Duration.between(setAt, now));
      case Serve _, Lost _ -> 0;
    };
  }

  /** Whether the region is to be counted as lost now. */
  public boolean isLost(Instant now) {
    return what instanceof Lost && !hasExpired(now);
  }
}
