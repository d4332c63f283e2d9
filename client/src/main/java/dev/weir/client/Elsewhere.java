package dev.weir.client;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.util.ArrayList;
import java.util.List;

/**
 * Another region, and where its nodes may be reached.
 *
 * @param region its name, as its nodes say it: one that says another name is not asked anything
 * @param contacts nodes to connect to, in order of preference; 1 to {@value
 *     ClientConfig#MAX_CONTACTS}
 */
public record Elsewhere(Region region, List<NodeAddress> contacts) {

  /**
   * Checks the contacts.
   *
   * @throws WeirException CONFIG_INVALID
   */
  public Elsewhere {
    contacts = List.copyOf(contacts);
    List<String> problems = new ArrayList<>();
    if (contacts.isEmpty() || contacts.size() > ClientConfig.MAX_CONTACTS) {
      problems.add(
          "region %s: contacts is %d, not within 1..%d"
              .formatted(region, contacts.size(), ClientConfig.MAX_CONTACTS));
    }
    for (NodeAddress contact : contacts) {
      if (contact.port() == 0) {
        problems.add("region %s: contact %s has no port".formatted(region, contact));
      }
    }
    if (!problems.isEmpty()) {
      throw new WeirException(ErrorCode.CONFIG_INVALID, String.join("; ", problems));
    }
  }
}
