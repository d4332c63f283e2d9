package dev.weir.node.cli;

import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses as users give them. */
final class Addresses {

  private Addresses() {}

  /** Those with commas between; {@code option} names them in a refusal. */
  static List<NodeAddress> parse(String option, String given) {
    List<NodeAddress> addresses = new ArrayList<>();
    for (String address : given.split(",")) {
      try {
        addresses.add(NodeAddress.parse(address.strip()));
      } catch (IllegalArgumentException e) {
        throw WeirException.invalid(option + " " + e.getMessage());
      }
    }
    return addresses;
  }
}
