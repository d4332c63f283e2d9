package dev.weir.chaos.drill.spec;

import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where the regions of a cluster are. */
public final class Targets {

  private static final Pattern REGION = Pattern.compile("\\s*([^=/\\s]+)/(\\d+)\\s*=(.*)");

  private Targets() {}

  /**
   * Regions with their numbers.
   *
   * @param text such as {@code eu/0 = 10.0.1.11:7400; us/1 = 10.0.2.11:7400}
   * @throws IllegalArgumentException for people
   */
  public static List<Target> parse(String text, Map<String, List<NodeAddress>> admin) {
    List<Target> targets = new ArrayList<>();
    for (String part : text.split(";")) {
      if (part.isBlank()) {
        continue;
      }
      Matcher matcher = REGION.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'%s' is not REGION/NUMBER = HOST:PORT, ...".formatted(part.strip()));
      }
      targets.add(
          new Target(
              new Region(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              SpecReader.addresses(matcher.group(3)),
              admin.getOrDefault(matcher.group(1), List.of())));
    }
    return targets;
  }

  /** Operators' ports by region. */
  public static Map<String, List<NodeAddress>> admin(String text) {
    Map<String, List<NodeAddress>> admin = new HashMap<>();
    for (String part : text.split(";")) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        admin.put(pair[0].strip(), SpecReader.addresses(pair[1]));
      } else if (!part.isBlank()) {
        throw new IllegalArgumentException(
            "'%s' is not REGION = HOST:PORT, ...".formatted(part.strip()));
      }
    }
    return admin;
  }
}
