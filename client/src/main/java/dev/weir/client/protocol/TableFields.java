package dev.weir.client.protocol;

import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.util.List;

/**
 * A range table, compactly: the members once, and then two indexes for each range, of a byte each
 * where a byte will do.
 */
final class TableFields {

  /** The fewest bytes of a member: two empty texts and a port. */
  private static final int MIN_MEMBER = 4 + 4 + 2;

  private static final int NARROW_NONE = 0xFF;
  private static final int WIDE_NONE = 0xFFFF;
  private static final int NONE = -1;

  private TableFields() {}

  static void writeEpoch(FieldSink sink, Epoch epoch) {
    sink.i64(epoch.number());
    sink.text(epoch.coordinator().name());
  }

  static Epoch readEpoch(FieldSource source) {
    return new Epoch(source.i64(), new NodeId(source.text()));
  }

  static void write(FieldSink sink, RangeTable table) {
    sink.text(table.region().name());
    writeEpoch(sink, table.epoch());
    sink.u32(table.members().size());
    for (Member member : table.members()) {
      sink.text(member.node().name());
      sink.text(member.address().host());
      sink.u16(member.address().port());
    }
    sink.u32(table.ranges());
    boolean narrow = isNarrow(table.members().size());
    for (int range = 0; range < table.ranges(); range++) {
      index(sink, narrow, table.ownerIndex(range));
      index(sink, narrow, table.standbyIndex(range));
    }
  }

  static RangeTable read(FieldSource source) {
    Region region = new Region(source.text());
    Epoch epoch = readEpoch(source);
    List<Member> members = source.list(RangeTable.MAX_MEMBERS, MIN_MEMBER, TableFields::readMember);
    boolean narrow = isNarrow(members.size());
    int ranges = source.count32();
    if ((long) ranges * (narrow ? 2 : 4) > source.remaining()) {
      throw source.malformed(
          "%d ranges announced, %d bytes left".formatted(ranges, source.remaining()));
    }
    int[] owners = new int[ranges];
    int[] standbys = new int[ranges];
    for (int range = 0; range < ranges; range++) {
      owners[range] = index(source, narrow);
      standbys[range] = index(source, narrow);
    }
    return RangeTable.of(region, epoch, members, owners, standbys);
  }

  private static Member readMember(FieldSource source) {
    NodeId node = new NodeId(source.text());
    return new Member(node, new NodeAddress(source.text(), source.u16()));
  }

  private static boolean isNarrow(int members) {
    return members <= NARROW_NONE;
  }

  private static void index(FieldSink sink, boolean narrow, int index) {
    if (narrow) {
      sink.u8(index == NONE ? NARROW_NONE : index);
    } else {
      sink.u16(index == NONE ? WIDE_NONE : index);
    }
  }

  private static int index(FieldSource source, boolean narrow) {
    int index = narrow ? source.u8() : source.u16();
    return index == (narrow ? NARROW_NONE : WIDE_NONE) ? NONE : index;
  }
}
