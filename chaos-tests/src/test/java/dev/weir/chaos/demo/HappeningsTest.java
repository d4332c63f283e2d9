package dev.weir.chaos.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.demo.Happenings.Happening;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HappeningsTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final Happenings happenings = new Happenings();

  @Test
  void news_areToldOnce_andKept() {
    happenings.tell(at(0, "kill eu"));
    assertThat(happenings.news()).containsExactly(at(0, "kill eu"));
    assertThat(happenings.news()).isEmpty();
    assertThat(happenings.all()).containsExactly(at(0, "kill eu"));
  }

  @Test
  void all_areInTheOrderOfTime_notOfTelling() {
    happenings.tell(at(5, "later"));
    happenings.tell(at(3, "earlier, heard of late"));
    assertThat(happenings.all()).containsExactly(at(3, "earlier, heard of late"), at(5, "later"));
  }

  @Test
  void oldest_areForgotten() {
    for (int i = 0; i < 1_000; i++) {
      happenings.tell(at(i, "tick"));
    }
    assertThat(happenings.all())
        .hasSize(200)
        .contains(at(999, "tick"))
        .doesNotContain(at(0, "tick"));
  }

  @Test
  void line_isReadable() {
    assertThat(at(1, "kill eu-db").line(ZoneOffset.UTC))
        .isEqualTo("12:00:01.000  you    kill eu-db");
  }

  private static Happening at(int second, String what) {
    return new Happening(NOON.plusSeconds(second), "you", what);
  }
}
