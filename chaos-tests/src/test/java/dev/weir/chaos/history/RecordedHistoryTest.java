package dev.weir.chaos.history;

import static dev.weir.messages.Durability.EVERY_REGION;
import static dev.weir.messages.Durability.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Degraded;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedHistoryTest {

  @Test
  void givesBackWhatWasAdded_overManyChunks() {
    RecordedHistory history = new RecordedHistory();
    List<Operation> added = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      Operation operation =
          new Operation(
              i % 7,
              i % 3 - 1,
              action(i),
              outcome(i),
              new Span(i, 2L * i),
              new Terms(i % 8, level(i), i % 4 == 0 ? EVERY_REGION : REGION, 60_000_000 - i),
              told(i));
      added.add(operation);
      history.add(operation);
    }
    assertThat(history.size()).isEqualTo(added.size());
    for (int i = 0; i < added.size(); i++) {
      assertThat(history.operation(i)).isEqualTo(added.get(i));
      assertThat(history.channel(i)).isEqualTo(added.get(i).channel());
    }
    // A third are reads, with four sightings on average.
    assertThat(history.bytes() / history.size()).isBetween(74L, 94L);
  }

  private static ReadLevel level(int i) {
    return ReadLevel.values()[i % 3];
  }

  private static Told told(int i) {
    return switch (i % 5) {
      case 0 -> Told.NOTHING;
      case 1 -> Told.failed(ErrorCode.values()[i % ErrorCode.values().length]);
      case 2 ->
          new Told(
              7,
              Optional.of(
                  new Degraded(
                      Degraded.Reason.OTHER_REGION, Degraded.SEVERAL_REGIONS, 1_700_000_000L + i)),
              Optional.empty());
      case 3 ->
          new Told(
              0,
              Optional.of(new Degraded(Degraded.Reason.LOST_REGION, i % 8, 0)),
              Optional.empty(),
              1_700_000_000L + i);
      default -> new Told(i % 8, Optional.empty(), Optional.empty(), 1_700_000_000L + i);
    };
  }

  private static Outcome outcome(int i) {
    return Outcome.values()[i % 4];
  }

  private static Action action(int i) {
    return switch (i % 3) {
      case 0 -> new Action.Write(Long.MAX_VALUE - i, Version.DELETED);
      case 1 -> {
        List<Sighting> sightings = new ArrayList<>();
        for (int j = 0; j < i % 9; j++) {
          sightings.add(new Sighting(-i - j, j));
        }
        yield new Action.Read(new Coverage(-i, i), sightings);
      }
      default -> new Action.TakeOver(i);
    };
  }
}
