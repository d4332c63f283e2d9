package dev.weir.client.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.messages.ErrorCode;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables travel compactly, and none is taken for granted. */
class TableFieldsTest {

  @Test
  void tableOfALargeRegion_isSmall() {
    List<Member> members =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i ->
                new Member(
                    new NodeId("weir-eu-central-" + i),
                    new NodeAddress("weir-" + i + ".weir.chat.svc.cluster.local", 7400)))
            .toList();
    int[] owners = IntStream.range(0, 4_096).map(range -> range % 100).toArray();
    int[] standbys = IntStream.range(0, 4_096).map(range -> (range + 1) % 100).toArray();
    RangeTable table =
        RangeTable.of(
            new Region("eu"), new Epoch(1, members.get(0).node()), members, owners, standbys);
    assertThat(Codec.bodySizeOf(new Reply.Table(table))).isLessThan(16 << 10);
  }

  @Test
  void tableThatNoRegionCanMean_isMalformed() {
    Member member = new Member(new NodeId("a"), new NodeAddress("h", 1));
    RangeTable table = RangeTable.ofOne(new Region("eu"), new Epoch(1, member.node()), member, 2);
    byte[] frame = content(table);
    byte[] foreignOwner = frame.clone();
    foreignOwner[frame.length - 4] = 1;
    assertMalformed(foreignOwner);
    byte[] manyRanges = frame.clone();
    manyRanges[frame.length - 8] = 0x7F;
    assertMalformed(manyRanges);
  }

  private static void assertMalformed(byte[] response) {
    CodecException e =
        catchThrowableOfType(
            CodecException.class, () -> Codec.decodeResponse(ByteBuffer.wrap(response)));
    assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
    assertThat(e.closesConnection()).isTrue();
  }

  private static byte[] content(RangeTable table) {
    ResponseFrame frame = new ResponseFrame(0, 1, new Reply.Table(table));
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    return Arrays.copyOfRange(bytes.array(), Codec.LENGTH_BYTES, bytes.capacity());
  }
}
