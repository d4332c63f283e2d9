package dev.weir.node.admin;

import dev.weir.messages.WeirException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads orders out of addresses: {@code /regions/eu/evacuate?expires_s=7200&steps=25,100}. */
final class RegionRequests {

  private static final Pattern PATH =
      Pattern.compile(
          "/regions/([a-z][a-z0-9-]{0,31})/(evacuate|restore|declare-lost|declare-back)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final String EXPIRES = "expires_s";
  private static final String STEPS = "steps";
  private static final String STEP = "step_ms";
  private static final String FORCE = "force";
  private static final String SURE = "sure";
  private static final String BY = "by";
  private static final Duration MAX_EXPIRES = Duration.ofDays(30);
  private static final int MAX_BY = 64;

  /**
   * An order that was read.
   *
   * @param by who says that it is from them; empty if nobody does
   */
  record Asked(String region, RegionCommand command, String by) {}

  private RegionRequests() {}

  /** Whether the path is that of an order. */
  static boolean matches(String path) {
    return PATH.matcher(path).matches();
  }

  /**
   * Reads one.
   *
   * @throws WeirException {@code INVALID_ARGUMENT}
   */
  static Asked read(URI uri) {
    Matcher path = PATH.matcher(uri.getPath());
    if (!path.matches()) {
      throw WeirException.invalid("no order: " + uri.getPath());
    }
    Map<String, String> values = values(uri.getRawQuery());
    String by = values.getOrDefault(BY, "");
    if (by.length() > MAX_BY || by.chars().anyMatch(c -> c < ' ')) {
      throw WeirException.invalid("by: at most %d printable characters".formatted(MAX_BY));
    }
    return new Asked(path.group(1), command(path.group(2), values), by);
  }

  private static RegionCommand command(String verb, Map<String, String> values) {
    return switch (verb) {
      case "evacuate" -> evacuate(values);
      case "restore" -> only(values, Set.of(BY), new RegionCommand.Restore());
      case "declare-back" -> only(values, Set.of(BY), new RegionCommand.DeclareBack());
      default -> {
        if (!values.containsKey(SURE)) {
          throw WeirException.invalid("declare-lost: say ?sure if you are");
        }
        yield only(values, Set.of(BY, SURE), new RegionCommand.DeclareLost());
      }
    };
  }

  private static RegionCommand evacuate(Map<String, String> values) {
    String expires = values.get(EXPIRES);
    if (expires == null) {
      throw WeirException.invalid("evacuate: say for how long, expires_s=SECONDS");
    }
    Duration lasts = Duration.ofSeconds(number(EXPIRES, expires));
    if (lasts.isZero() || lasts.compareTo(MAX_EXPIRES) > 0) {
      throw WeirException.invalid("expires_s %s: from 1 second to 30 days".formatted(expires));
    }
    String steps = values.getOrDefault(STEPS, "1,25,75,100");
    List<Integer> shares =
        Arrays.stream(steps.split(",", -1)).map(step -> (int) number(STEPS, step)).toList();
    return only(
        values,
        Set.of(BY, EXPIRES, STEPS, STEP, FORCE),
        new RegionCommand.Evacuate(
            lasts,
            shares,
            Duration.ofMillis(number(STEP, values.getOrDefault(STEP, "30000"))),
            values.containsKey(FORCE)));
  }

  private static long number(String name, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw WeirException.invalid("%s '%s' is not a whole number".formatted(name, text));
    }
    return Long.parseLong(text);
  }

  private static RegionCommand only(
      Map<String, String> values, Set<String> known, RegionCommand command) {
    Optional<String> unknown =
        values.keySet().stream().filter(key -> !known.contains(key)).findFirst();
    if (unknown.isPresent()) {
      throw WeirException.invalid("unknown parameter '%s'".formatted(unknown.get()));
    }
    return command;
  }

  private static Map<String, String> values(@Nullable String query) {
    Map<String, String> values = new LinkedHashMap<>();
    if (query == null) {
      return values;
    }
    for (String part : query.split("&")) {
      String[] pair = part.split("=", 2);
      try {
        values.put(
            pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw WeirException.invalid("cannot read '%s'".formatted(part));
      }
    }
    return values;
  }
}
