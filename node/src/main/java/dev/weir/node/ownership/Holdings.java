package dev.weir.node.ownership;

import dev.weir.topology.Member;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.List;

/** How many ranges of a table each of its members owns and stands by for. */
final class Holdings {

  /** Of no table. */
  static final Holdings NONE = new Holdings(List.of());

  private final List<Member> members;
  private final int[] owned;
  private final int[] standby;

  private Holdings(List<Member> members) {
    this.members = members;
    this.owned = new int[members.size()];
    this.standby = new int[members.size()];
  }

  static Holdings of(RangeTable table) {
    Holdings holdings = new Holdings(table.members());
    for (int range = 0; range < table.ranges(); range++) {
      holdings.owned[table.ownerIndex(range)]++;
      int standby = table.standbyIndex(range);
      if (standby >= 0) {
        holdings.standby[standby]++;
      }
    }
    return holdings;
  }

  int owned(NodeId node) {
    return countOf(node, owned);
  }

  int standby(NodeId node) {
    return countOf(node, standby);
  }

  private int countOf(NodeId node, int... counts) {
    for (int place = 0; place < counts.length; place++) {
      if (members.get(place).node().equals(node)) {
        return counts[place];
      }
    }
    return 0;
  }
}
