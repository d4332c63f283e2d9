package dev.weir.node.admin;

import java.util.List;
import java.util.Optional;

/**
 * Who owns what, as one node serves by it. Range {@code r} is owned by the member whose place in
 * the list is {@code owners[r]}.
 *
 * @param epoch of the table; empty before there is one
 * @param members their names
 * @param standbys like {@code owners}; −1 where nobody stands by
 */
public record RangesView(
    Optional<EpochView> epoch, List<String> members, List<Integer> owners, List<Integer> standbys) {

  public RangesView {
    members = List.copyOf(members);
    owners = List.copyOf(owners);
    standbys = List.copyOf(standbys);
    if (owners.size() != standbys.size()) {
      throw new IllegalArgumentException(
          "%d owners and %d standbys".formatted(owners.size(), standbys.size()));
    }
    for (int range = 0; range < owners.size(); range++) {
      requireMember(range, owners.get(range), 0, members.size());
      requireMember(range, standbys.get(range), -1, members.size());
    }
  }

  private static void requireMember(int range, int place, int least, int members) {
    if (place < least || place >= members) {
      throw new IllegalArgumentException(
          "range %d: %d is not the place of one of %d members".formatted(range, place, members));
    }
  }

  /** The name of the node that owns a range. */
  public String owner(int range) {
    return members.get(owners.get(range));
  }

  /** The name of the node that stands by for a range. */
  public Optional<String> standby(int range) {
    int place = standbys.get(range);
    return place < 0 ? Optional.empty() : Optional.of(members.get(place));
  }
}
