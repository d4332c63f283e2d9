package dev.weir.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Body;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.topology.ChannelId;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CoverageTest {

  private static final long ALL = Long.MAX_VALUE;

  @Test
  void newest_reachesFromItsOldestMessage_toTheEndOfTime() {
    assertThat(of(Slice.newest(), page(true, 30, 20))).isEqualTo(new Coverage(20, ALL));
    assertThat(of(Slice.newest(), page(false, 30, 20)))
        .isEqualTo(new Coverage(Long.MIN_VALUE, ALL));
  }

  @Test
  void before_endsBelowItsCursor() {
    assertThat(of(Slice.before(id(40)), page(true, 30, 20))).isEqualTo(new Coverage(20, 39));
    assertThat(of(Slice.before(id(40)), page(false))).isEqualTo(new Coverage(Long.MIN_VALUE, 39));
  }

  @Test
  void pageThatIsNeitherFullNorCut_holdsAllThatThereIs() {
    assertThat(of(Slice.newest(), page(true, 30))).isEqualTo(new Coverage(Long.MIN_VALUE, ALL));
    assertThat(of(Slice.before(id(40)), page(true))).isEqualTo(new Coverage(Long.MIN_VALUE, 39));
  }

  @Test
  void after_endsAtItsNewestMessage_ifItIsFull() {
    assertThat(of(Slice.after(id(10)), page(true, 30, 20))).isEqualTo(new Coverage(11, 30));
    assertThat(of(Slice.after(id(10)), page(true, 20))).isEqualTo(new Coverage(11, ALL));
  }

  @Test
  void emptyPage_thatEndedEarly_saysNothing() {
    Page cut = new Page(List.of(), Optional.of(before(5)), Optional.empty(), true);
    assertThat(of(Slice.before(id(40)), cut).holds(39)).isFalse();
    assertThat(of(Slice.after(id(10)), cut).holds(11)).isFalse();
    assertThat(of(Slice.around(id(10)), cut)).isEqualTo(Coverage.NOTHING);
  }

  @Test
  void content_tellsItsVersion_andNoOtherMessages() {
    Message message = Message.created(id(-7), 1, Body.of(Version.content(id(-7), 12)));
    assertThat(Version.of(message)).isEqualTo(12);
    assertThat(Version.of(Message.created(id(8), 1, message.body()))).isEqualTo(Version.FOREIGN);
    assertThat(Version.of(Message.created(id(-7), 1, Body.of("hello")))).isEqualTo(Version.FOREIGN);
    assertThat(
            Version.of(Message.created(id(-7), 1, Body.of(message.content().replace("12", "13")))))
        .isEqualTo(Version.FOREIGN);
  }

  private static Coverage of(Slice slice, Page page) {
    return Coverage.of(new History(new ChannelId(1), slice, 2), page);
  }

  private static Page page(boolean older, long... ids) {
    return new Page(
        LongStream.of(ids).mapToObj(id -> Message.created(id(id), 1, Body.of("x"))).toList(),
        older ? Optional.of(before(1)) : Optional.empty(),
        Optional.empty(),
        false);
  }

  private static Slice.Before before(long id) {
    return new Slice.Before(id(id));
  }

  private static MessageId id(long value) {
    return new MessageId(value);
  }
}
