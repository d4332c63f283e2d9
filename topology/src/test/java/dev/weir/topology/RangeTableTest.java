package dev.weir.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RangeTableTest {

  private static final Region EU = new Region("eu");
  private static final Member A = member("a", 7401);
  private static final Member B = member("b", 7402);
  private static final Epoch FIRST = new Epoch(1, A.node());

  @Test
  void owner_andStandby_ofAChannelsRange() {
    RangeTable table = RangeTable.of(EU, FIRST, List.of(A, B), new int[] {0, 1}, new int[] {1, 0});
    ChannelId channel = new ChannelId(42);
    int range = ChannelRange.indexOf(channel, 2);
    assertThat(table.ownerOf(channel)).isEqualTo(range == 0 ? A : B);
    assertThat(table.standbyOf(channel)).contains(range == 0 ? B : A);
  }

  @Test
  void oneNode_ownsAllWithoutStandby() {
    RangeTable table = RangeTable.ofOne(EU, FIRST, A, 16);
    assertThat(table.ranges()).isEqualTo(16);
    assertThat(table.ownerOf(new ChannelId(7))).isEqualTo(A);
    assertThat(table.standbyOf(new ChannelId(7))).isEmpty();
  }

  @Test
  void refuses_whatNoRegionCanMean() {
    assertThatThrownBy(() -> table(new int[] {2}, new int[] {0})).hasMessageContaining("owner 2");
    assertThatThrownBy(() -> table(new int[] {-1}, new int[] {0})).hasMessageContaining("owner -1");
    assertThatThrownBy(() -> table(new int[] {0}, new int[] {0})).hasMessageContaining("itself");
    assertThatThrownBy(() -> table(new int[] {0}, new int[] {})).hasMessageContaining("as many");
    assertThatThrownBy(() -> RangeTable.of(EU, FIRST, List.of(A, A), new int[] {0}, new int[] {1}))
        .hasMessageContaining("repeat");
  }

  @Test
  void laterChangesOfTheArrays_doNotReachTheTable() {
    int[] owners = {0};
    RangeTable table = table(owners, new int[] {1});
    owners[0] = 1;
    assertThat(table.ownerOf(0)).isEqualTo(A);
  }

  @Test
  void epochs_ofOneNumber_areOrderedByCoordinator() {
    assertThat(new Epoch(2, A.node()).isNewerThan(new Epoch(1, B.node()))).isTrue();
    assertThat(new Epoch(2, B.node()).isNewerThan(new Epoch(2, A.node()))).isTrue();
    assertThat(FIRST.next(B.node())).isEqualTo(new Epoch(2, B.node()));
  }

  @Test
  void ownership_isCounted() {
    RangeTable before = table(new int[] {0, 0, 1}, new int[] {1, 1, 0});
    RangeTable after = table(new int[] {0, 1, 1}, new int[] {1, 0, 0});
    assertThat(before.owned(A.node())).isEqualTo(2);
    assertThat(after.movesSince(before)).isEqualTo(1);
    assertThat(before.member(B.node())).contains(B);
    assertThat(before.member(new NodeId("c"))).isEmpty();
  }

  private static Member member(String name, int port) {
    return new Member(new NodeId(name), new NodeAddress("127.0.0.1", port));
  }

  private static RangeTable table(int[] owners, int[] standbys) {
    return RangeTable.of(EU, FIRST, List.of(A, B), owners, standbys);
  }
}
