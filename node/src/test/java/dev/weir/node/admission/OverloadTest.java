package dev.weir.node.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.MessageId;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What of an overload is answered in time, in virtual time: an open load on a database that can do
 * so much a second, before which the real room stands.
 */
@Timeout(60)
class OverloadTest {

  private static final Get GET = new Get(new ChannelId(1), MessageId.of(1, 0, 0, 0));
  private static final long SEED = 20_261_124;

  /** A database that does 250 requests a second. */
  private static final int SERVERS = 4;

  private static final double SERVICE_NANOS = 16e6;
  private static final double CAPACITY = 250;

  private static final Call CALL = Call.by(new Deadline(Long.MAX_VALUE));

  private final RandomGenerator random = new SplittableRandom(SEED);
  private SimulatedDatabase database =
      new SimulatedDatabase(SERVERS, SERVICE_NANOS, new SplittableRandom(SEED + 1));
  private DatabaseWork work = room(true);

  private DatabaseWork room(boolean adaptive) {
    AdmissionLimits limits = new AdmissionLimits(4_096, adaptive, 16, 1, 0);
    SimulatedDatabase behind = database;
    return new DatabaseWork(
        behind,
        limits,
        Duration.ofSeconds(1),
        behind::nowNanos,
        new Random(SEED),
        (priority, reason) -> {});
  }

  /** Requests of one kind, at random times, whatever becomes of the earlier ones. */
  private final class Load {
    private final double perSecond;
    private final Call call;
    private boolean ended;
    private long answered;
    private long refused;

    Load(double perSecond, Call call) {
      this.perSecond = perSecond;
      this.call = call;
      arrive();
    }

    void forget() {
      answered = 0;
      refused = 0;
    }

    private void arrive() {
      database.after(
          -Math.log(1 - random.nextDouble()) / perSecond * 1e9,
          () -> {
            if (!ended) {
              ask();
              arrive();
            }
          });
    }

    private void ask() {
      long begun = database.nowNanos();
      var _ =
          work.pass(GET, call)
              .whenComplete((served, failure) -> {
                if (failure == null) {
                  answered += database.nowNanos() - begun < SimulatedDatabase.TIMEOUT_NANOS ? 1 : 0;
                } else if (WeirException.of(failure).code() == ErrorCode.OVERLOADED) {
                  refused++;
                }
              });
    }
  }

  /** Offers so many requests a second; returns how many of a second were answered in time. */
  private double offer(double perSecond, double seconds) {
    Load load = new Load(perSecond, CALL);
    database.pass(seconds);
    load.ended = true;
    return load.answered / seconds;
  }

  @Test
  void threeTimesTooMuch_fourFifthsOfWhatCanBeDoneAreAnswered_andAllAfterwards() {
    offer(0.7 * CAPACITY, 20);
    assertThat(offer(3 * CAPACITY, 30)).isGreaterThan(0.8 * CAPACITY);
    assertThat(offer(0.7 * CAPACITY, 30)).isGreaterThan(0.95 * 0.7 * CAPACITY);
  }

  /** What the room is for: the same load behind the largest limit alone. */
  @Test
  void limitThatLearnsNothing_answersNearlyNothingInTime() {
    work = room(false);
    offer(0.7 * CAPACITY, 20);
    assertThat(offer(3 * CAPACITY, 30)).isLessThan(0.2 * CAPACITY);
    assertThat(offer(0.7 * CAPACITY, 30)).isLessThan(0.5 * 0.7 * CAPACITY);
  }

  /** The gradient alone takes an overload for the usual after some minutes. */
  @Test
  void overloadOfAQuarterOfAnHour_isNotGotUsedTo() {
    offer(0.7 * CAPACITY, 20);
    offer(3 * CAPACITY, 900);
    assertThat(offer(3 * CAPACITY, 30)).isGreaterThan(0.8 * CAPACITY);
    assertThat(offer(0.7 * CAPACITY, 30)).isGreaterThan(0.95 * 0.7 * CAPACITY);
  }

  /** Where the first is served by an overload, there is nothing usual to compare with. */
  @Test
  void overloadFromTheStart_isBorne() {
    offer(3 * CAPACITY, 5);
    assertThat(offer(3 * CAPACITY, 60)).isGreaterThan(0.8 * CAPACITY);
  }

  @Test
  void largeCluster_isGivenWhatItCanTake_thoughItsTimesVary() {
    database = new SimulatedDatabase(300, 25e6, new SplittableRandom(SEED + 1));
    work = room(true);
    assertThat(offer(8_400, 8)).isGreaterThan(0.99 * 8_400);
    assertThat(offer(8_400, 8)).isGreaterThan(0.99 * 8_400);
  }

  @Test
  void slowDatabase_thatAnswersFewASecond_isLearntToo() {
    database = new SimulatedDatabase(4, 100e6, new SplittableRandom(SEED + 1));
    work = room(true);
    offer(120, 30);
    assertThat(offer(120, 60)).isGreaterThan(0.8 * 40);
    assertThat(work.limit()).isLessThan(40);
  }

  @Test
  void lessPrecious_isRefusedFirst() {
    Load home = new Load(0.5 * CAPACITY, CALL);
    Load deferrable = new Load(3 * CAPACITY, CALL.at(ReadLevel.EVENTUAL));
    database.pass(
        10); // Until the limit has fallen to what the database takes, all are refused some.
    home.forget();
    deferrable.forget();
    database.pass(30);
    double homeAsked = 0.5 * CAPACITY * 30;
    assertThat(home.answered).isGreaterThan((long) (0.9 * homeAsked));
    assertThat(home.refused).isLessThan((long) (0.1 * homeAsked));
    assertThat(deferrable.refused).isGreaterThan((long) (2 * CAPACITY * 30));
    assertThat(home.answered + deferrable.answered).isGreaterThan((long) (0.8 * CAPACITY * 30));
  }
}
