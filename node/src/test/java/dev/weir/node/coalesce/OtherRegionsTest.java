package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Degraded;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Served;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who has seen another region gets what was seen there, or is told that it may be missing. */
class OtherRegionsTest {

  private static final Token SEEN = new Token(Tower.REGION + 1, 5, 1_700_000_000_000_000L);

  private final Tower database = new Tower();
  private boolean reachable = true;
  private final List<String> told = new ArrayList<>();
  private final OtherRegions room =
      new OtherRegions(
          database, Tower.REGION, new Reach(), Duration.ofMillis(800), () -> database.nowNanos);

  private final class Reach implements Everywhere {
    @Override
    public boolean mayBeAsked() {
      return reachable;
    }

    @Override
    public void answered(long nanos) {
      told.add("answered after " + nanos);
    }

    @Override
    public void failed(long nanos) {
      told.add("failed after " + nanos);
    }
  }

  @Test
  void readerOfThisRegion_isReadHere() {
    read(Tokens.of(new Token(Tower.REGION, 1, 1)), ReadLevel.SESSION);
    assertThat(level(0)).isEqualTo(ReadLevel.SESSION);
  }

  @Test
  void readerOfAnotherRegion_isReadEverywhere() {
    CompletableFuture<Served<Page>> reader = read(Tokens.of(SEEN), ReadLevel.SESSION);
    assertThat(level(0)).isEqualTo(ReadLevel.STRONG);
    database.nowNanos += 5;
    database.land(database.queries.getFirst(), Page.EMPTY);
    assertThat(reader.join().receipt().degraded()).isEmpty();
    assertThat(told).containsExactly("answered after 5");
  }

  @Test
  void regionThatCannotBeAsked_isSaid() {
    CompletableFuture<Served<Page>> reader = read(Tokens.of(SEEN), ReadLevel.SESSION);
    database.fail(database.queries.getFirst(), ErrorCode.UNAVAILABLE);
    assertThat(told).containsExactly("failed after 0");
    assertThat(level(1)).isEqualTo(ReadLevel.SESSION);
    assertThat(database.queries.get(1).call().tokens())
        .as("it may share a read with those who stayed")
        .isEqualTo(Tokens.NONE);
    Token token = database.land(database.queries.get(1), Page.EMPTY);
    assertThat(reader.join().receipt().degraded())
        .contains(
            new Degraded(Degraded.Reason.OTHER_REGION, Tower.REGION + 1, SEEN.sequence() + 1));
    assertThat(reader.join().receipt().token()).contains(token);
  }

  @Test
  void databaseOfOneRegion_cannotKnowOfOthers_andSaysSo() {
    reachable = false;
    CompletableFuture<Served<Page>> reader =
        read(Tokens.of(SEEN).and(new Token(3, 6, 1)), ReadLevel.SESSION);
    assertThat(level(0)).isEqualTo(ReadLevel.SESSION);
    database.land(database.queries.getFirst(), Page.EMPTY);
    assertThat(reader.join().receipt().degraded().orElseThrow().region())
        .isEqualTo(Degraded.SEVERAL_REGIONS);
  }

  @Test
  void half_ofTheTimeIsLeft_forWhatIsHere() {
    Call call = database.call();
    read(Tokens.of(SEEN), ReadLevel.SESSION);
    assertWaitsFor((call.deadline().atNanos() - database.nowNanos) / 2);
  }

  @Test
  void noMoreThanTheLimit_isGivenToOtherRegions() {
    Call patient = Call.by(new Deadline(database.nowNanos + 60_000_000_000L));
    var _ = room.pass(Tower.LATEST, patient.after(Tokens.of(SEEN)));
    assertWaitsFor(800_000_000);
  }

  private void assertWaitsFor(long nanos) {
    database.nowNanos += nanos - 1;
    room.keepTime();
    assertThat(database.queries).hasSize(1);
    database.nowNanos += 1;
    room.keepTime();
    assertThat(database.queries).hasSize(2);
    assertThat(level(1)).isEqualTo(ReadLevel.SESSION);
    assertThat(told).containsExactly("failed after " + nanos);
  }

  /** Whoever counts what waits for other regions has to see its end. */
  @Test
  void readThatNobodyWaitsForAnyMore_hasItsTime() {
    Call call = database.call();
    CompletableFuture<Served<Page>> reader = read(Tokens.of(SEEN), ReadLevel.SESSION);
    assertThat(database.queries.getFirst().call().deadline()).isEqualTo(call.deadline());
    database.nowNanos += 800_000_000;
    room.keepTime();
    database.land(database.queries.getFirst(), Page.EMPTY);
    assertThat(told).as("told once").hasSize(1);
    assertThat(reader).isNotDone();
    database.land(database.queries.get(1), Page.EMPTY);
    assertThat(reader.join().receipt().degraded()).isPresent();
  }

  @Test
  void whoDoesNotCare_isReadHere() {
    CompletableFuture<Served<Page>> reader = read(Tokens.of(SEEN), ReadLevel.EVENTUAL);
    database.land(database.queries.getFirst(), Page.EMPTY);
    assertThat(reader.join().receipt().degraded()).isEmpty();
    assertThat(level(0)).isEqualTo(ReadLevel.EVENTUAL);
  }

  private CompletableFuture<Served<Page>> read(Tokens tokens, ReadLevel level) {
    return room.pass(Tower.LATEST, database.call().after(tokens).at(level)).toCompletableFuture();
  }

  private ReadLevel level(int query) {
    return database.queries.get(query).call().level();
  }
}
