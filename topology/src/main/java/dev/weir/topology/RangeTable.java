package dev.weir.topology;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who owns which range of channels in one region, at one epoch, and where the members listen: all
 * that a client needs to go straight to an owner. An immutable snapshot, looked up without locks or
 * allocation.
 *
 * <p>Every range has an owner, and a standby that takes over when the owner goes; a region of one
 * node has no standbys. Ownership decides where requests of a channel meet, never whether they are
 * correct.
 */
public final class RangeTable {

  /** The most members that a table can name. */
  public static final int MAX_MEMBERS = 4_096;

  /** The index that stands for no member. */
  static final int NONE = -1;

  private final Region region;
  private final Epoch epoch;
  private final List<Member> members;
  private final int[] owners;
  private final int[] standbys;

  private RangeTable(
      Region region, Epoch epoch, List<Member> members, int[] owners, int[] standbys) {
    this.region = region;
    this.epoch = epoch;
    this.members = members;
    this.owners = owners;
    this.standbys = standbys;
  }

  /**
   * A table from indexes into {@code members}: {@code owners[r]} owns range {@code r} and {@code
   * standbys[r]} stands by, −1 where there is none. The arrays are copied.
   *
   * @throws IllegalArgumentException if an index names no member, a range has no owner or is its
   *     own standby, members repeat, or the arrays differ in length
   */
  public static RangeTable of(
      Region region, Epoch epoch, List<Member> members, int[] owners, int[] standbys) {
    List<Member> copy = List.copyOf(members);
    if (copy.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "%d members: a region takes %d".formatted(copy.size(), MAX_MEMBERS));
    }
    Set<NodeId> nodes = new HashSet<>();
    for (Member member : copy) {
      if (!nodes.add(member.node())) {
        throw new IllegalArgumentException("members repeat: " + member.node());
      }
    }
    if (owners.length != standbys.length
        || owners.length < 1
        || owners.length > ChannelRange.MAX_COUNT) {
      throw new IllegalArgumentException(
          "%d owners and %d standbys: give as many of both, 1 to %d"
              .formatted(owners.length, standbys.length, ChannelRange.MAX_COUNT));
    }
    for (int range = 0; range < owners.length; range++) {
      requireMember(range, owners[range], copy, "owner");
      if (standbys[range] != NONE) {
        requireMember(range, standbys[range], copy, "standby");
      }
      if (owners[range] == standbys[range]) {
        throw new IllegalArgumentException("range %d stands by for itself".formatted(range));
      }
    }
    return new RangeTable(region, epoch, copy, owners.clone(), standbys.clone());
  }

  /** The table of a region in which one node owns everything. */
  public static RangeTable ofOne(Region region, Epoch epoch, Member owner, int ranges) {
    int[] standbys = new int[ranges];
    Arrays.fill(standbys, NONE);
    return of(region, epoch, List.of(owner), new int[ranges], standbys);
  }

  private static void requireMember(int range, int index, List<Member> members, String role) {
    if (index < 0 || index >= members.size()) {
      throw new IllegalArgumentException(
          "range %d: %s %d is not one of %d members".formatted(range, role, index, members.size()));
    }
  }

  public Region region() {
    return region;
  }

  public Epoch epoch() {
    return epoch;
  }

  /** The nodes that this table may name, in the order the table was made with. */
  public List<Member> members() {
    return members;
  }

  /** The member of this name; empty if the table does not know it. */
  public Optional<Member> member(NodeId node) {
    return members.stream().filter(member -> member.node().equals(node)).findFirst();
  }

  /** How many ranges the channel space is cut into. */
  public int ranges() {
    return owners.length;
  }

  /** The range that a channel lies in. */
  public int rangeOf(ChannelId channel) {
    return ChannelRange.indexOf(channel, owners.length);
  }

  public Member ownerOf(ChannelId channel) {
    return ownerOf(rangeOf(channel));
  }

  /** The owner of the range with this index. */
  public Member ownerOf(int range) {
    return members.get(owners[range]);
  }

  /** Who takes the channel over if its owner goes; empty in a region of one node. */
  public Optional<Member> standbyOf(ChannelId channel) {
    return standbyOf(rangeOf(channel));
  }

  /** The standby of the range with this index; empty in a region of one node. */
  public Optional<Member> standbyOf(int range) {
    int standby = standbys[range];
    return standby == NONE ? Optional.empty() : Optional.of(members.get(standby));
  }

  /** The place of a range's owner among the {@link #members}. */
  public int ownerIndex(int range) {
    return owners[range];
  }

  /** The place of a range's standby among the {@link #members}, −1 if there is none. */
  public int standbyIndex(int range) {
    return standbys[range];
  }

  /** How many ranges a node owns. */
  public int owned(NodeId node) {
    int count = 0;
    for (int owner : owners) {
      count += members.get(owner).node().equals(node) ? 1 : 0;
    }
    return count;
  }

  /** How many ranges have another owner here than in {@code before}, which has as many ranges. */
  public int movesSince(RangeTable before) {
    int moves = 0;
    for (int range = 0; range < owners.length; range++) {
      moves += ownerOf(range).node().equals(before.ownerOf(range).node()) ? 0 : 1;
    }
    return moves;
  }

  /** The same ownership at another epoch. */
  public RangeTable at(Epoch other) {
    return new RangeTable(region, other, members, owners, standbys);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RangeTable that
        && region.equals(that.region)
        && epoch.equals(that.epoch)
        && members.equals(that.members)
        && Arrays.equals(owners, that.owners)
        && Arrays.equals(standbys, that.standbys);
  }

  @Override
  public int hashCode() {
    return 31 * region.hashCode() + epoch.hashCode();
  }

  @Override
  public String toString() {
    return "RangeTable[%s, epoch %s, %d ranges, members %s]"
        .formatted(region, epoch, owners.length, members);
  }
}
