package dev.weir.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.ErrorCode;
import org.junit.jupiter.api.Test;

class TallyTest {

  @Test
  void sumsOfRegions_loseNothing() {
    Tally eu = new Tally();
    eu.read(1_000);
    eu.read(3_000);
    eu.failed(ErrorCode.OVERLOADED);
    Tally us = new Tally();
    us.appended(5_000);
    us.failed(ErrorCode.OVERLOADED);
    Tally total = new Tally();
    total.add(eu);
    total.add(us);
    assertThat(total.reads()).isEqualTo(2);
    assertThat(total.appends()).isEqualTo(1);
    assertThat(total.errors()).isEqualTo(2);
    assertThat(total.errorsByCode()).isEqualTo("{OVERLOADED=2}");
    assertThat(total.readMillis(100)).isBetween(3.0, 3.01);
  }

  @Test
  void requestsBeyondTheScale_countAsTheSlowest() {
    Tally tally = new Tally();
    tally.read(Long.MAX_VALUE);
    assertThat(tally.readMillis(100)).isGreaterThanOrEqualTo(59_000);
  }
}
