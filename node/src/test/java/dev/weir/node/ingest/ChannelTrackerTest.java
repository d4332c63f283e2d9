package dev.weir.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChannelTrackerTest {

  private final ChannelTracker tracker = new ChannelTracker(2);

  @Test
  void messagesOfOneMillisecond_areNumberedPerChannel() throws BadLine {
    assertThat(sequence("a", 1_000)).isZero();
    assertThat(sequence("b", 1_000)).isZero();
    assertThat(sequence("a", 1_000)).isEqualTo(1);
    assertThat(sequence("a", 1_001)).isZero();
    assertThat(sequence("b", 1_000)).isEqualTo(1);
  }

  @Test
  void forgottenChannel_isNeverGuessed() throws BadLine {
    sequence("a", 1_000);
    sequence("b", 1_001);
    sequence("c", 1_002);

    assertThatThrownBy(() -> sequence("a", 1_000))
        .isInstanceOf(BadLine.class)
        .hasMessage(
            "channel a was not among the last 2 ones, and 1970-01-01T00:00:01Z is not later than"
                + " all before them (1970-01-01T00:00:01Z); sort the file by time");
    assertThat(sequence("a", 1_001)).isZero();
  }

  @Test
  void horizon_isTheLatestTimeForgotten() throws BadLine {
    sequence("late", 9_000);
    sequence("early", 1_000);
    sequence("b", 9_100);
    sequence("c", 9_200);

    assertThatThrownBy(() -> sequence("early", 9_000))
        .hasMessageContaining("sort the file by time");
    assertThat(sequence("early", 9_001)).isZero();
  }

  @Test
  void channelInUse_isNotForgotten() throws BadLine {
    sequence("a", 1_000);
    sequence("b", 1_000);
    sequence("a", 1_000);
    sequence("c", 1_001);
    assertThat(sequence("a", 1_000)).isEqualTo(2);
    assertThat(tracker.channels()).isEqualTo(3);
  }

  private int sequence(String channel, long millis) throws BadLine {
    return tracker.at(NumberOrName.parse(channel), millis).next(millis).sequence();
  }
}
