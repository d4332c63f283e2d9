package dev.weir.node;

import dev.weir.messages.MessageId;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.util.Arrays;
import java.util.List;

/**
 * Another region that stands in for this one.
 *
 * @param number of the region in message ids and tokens, 0 to 7
 * @param contacts where clients connect to some of its nodes; 1 to {@value #MAX_CONTACTS}
 */
public record PeerRegion(Region region, int number, List<NodeAddress> contacts) {

  /** As many contacts of one region are enough to find the others. */
  public static final int MAX_CONTACTS = 64;

  /** What is written in the configuration. */
  static final String FORM = "NAME/NUMBER = HOST:PORT, HOST:PORT";

  public PeerRegion {
    contacts = List.copyOf(contacts);
    if (number < 0 || number > MessageId.MAX_REGION) {
      throw new IllegalArgumentException(
          "region %s: number %d is not within 0..%d"
              .formatted(region, number, MessageId.MAX_REGION));
    }
    if (contacts.isEmpty() || contacts.size() > MAX_CONTACTS) {
      throw new IllegalArgumentException(
          "region %s: %d contacts, name 1 to %d".formatted(region, contacts.size(), MAX_CONTACTS));
    }
  }

  /**
   * Reads {@code NAME/NUMBER = HOST:PORT, HOST:PORT}.
   *
   * @throws IllegalArgumentException with the text and the form expected
   */
  static PeerRegion parse(String text) {
    String[] sides = text.split("=", -1);
    String[] name = sides[0].strip().split("/", -1);
    if (sides.length != 2 || name.length != 2) {
      throw new IllegalArgumentException("'%s' is not %s".formatted(text, FORM));
    }
    try {
      return new PeerRegion(
          new Region(name[0].strip()), Integer.parseInt(name[1].strip()), contacts(sides[1]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is no number of a region, in %s".formatted(name[1], text), e);
    }
  }

  private static List<NodeAddress> contacts(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(NodeAddress::parse)
        .toList();
  }
}
