package dev.weir.node.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings of one node, merged from a YAML file, the environment and flags: a flag wins over
 * the environment, which wins over the file. Reading a key never throws; {@link #check} does, with
 * every problem met.
 */
public final class Settings {

  /** What the environment variables of settings begin with. */
  static final String VARIABLE_PREFIX = "WEIR_";

  /** Variables of the launcher and the command line, which are no settings. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of("WEIR_CONTACT", "WEIR_JAVA_OPTS", "WEIR_HEAP", "WEIR_HOME");

  private static final String ENVIRONMENT = "environment";
  private static final String FLAGS = "flags";

  private final SmallRyeConfig config;
  private final List<Key<?>> keys;
  private final Map<String, String> environment;
  private final List<Problem> problems = new ArrayList<>();

  private Settings(SmallRyeConfig config, List<Key<?>> keys, Map<String, String> environment) {
    this.config = config;
    this.keys = keys;
    this.environment = environment;
  }

  /**
   * Merges the sources.
   *
   * @param keys every key that exists; others in the sources are problems
   * @param file what the file is called, and its YAML text
   * @param environment the process's variables; only those that begin with {@code WEIR_} count
   * @param flags key to value
   */
  public static Settings of(
      List<Key<?>> keys,
      Optional<ConfigFile> file,
      Map<String, String> environment,
      Map<String, String> flags) {
    Map<String, String> variables = new TreeMap<>(environment);
    variables
        .keySet()
        .removeIf(name -> !name.startsWith(VARIABLE_PREFIX) || OTHER_VARIABLES.contains(name));
    Map<String, String> bare = new HashMap<>();
    variables.forEach((name, value) -> bare.put(name.substring(VARIABLE_PREFIX.length()), value));
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withSources(new EnvConfigSource(bare, 300))
            .withSources(new PropertiesConfigSource(flags, FLAGS, 400));
    file.ifPresent(yaml -> builder.withSources(parse(yaml)));
    Settings settings = new Settings(builder.build(), keys, variables);
    settings.findUnknown(flags);
    return settings;
  }

  private static YamlConfigSource parse(ConfigFile file) {
    try {
      return new YamlConfigSource(file.name(), file.text(), 100);
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().collect(Collectors.joining(" "));
      throw new ConfigException(
          List.of(new Problem(file.name(), "", file.name(), "is not YAML: " + reason)));
    }
  }

  /**
   * The value of a key, or its default if nobody sets it.
   *
   * <p>A mistake is kept for {@link #check}; the key's default stands in for it meanwhile.
   */
  public <T> T get(Key<T> key) {
    Optional<String> text = raw(key.name());
    if (text.isPresent()) {
      try {
        return key.read().apply(text.get().strip());
      } catch (IllegalArgumentException e) {
        problems.add(
            new Problem(key.name(), text.get(), sourceOf(key.name()), "use " + key.allowed()));
      }
    }
    return key.read().apply(key.fallback());
  }

  /** Notes a problem that involves more than one key. */
  public void reject(Key<?> key, String allowed) {
    String value = raw(key.name()).orElse(key.fallback());
    problems.add(new Problem(key.name(), value, sourceOf(key.name()), allowed));
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigException with every problem met, if there was any
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private Optional<String> raw(String name) {
    return Optional.ofNullable(config.getRawValue(name)).or(() -> listed(name));
  }

  /** What a YAML list says, whose entries have keys of their own. */
  private Optional<String> listed(String name) {
    List<String> entries = config.getIndexedProperties(name);
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(entries.stream().map(config::getRawValue).collect(Collectors.joining(",")));
  }

  private String sourceOf(String name) {
    for (ConfigSource source : config.getConfigSources()) {
      if (source.getValue(name) != null || source.getValue(name + "[0]") != null) {
        return nameOf(source);
      }
    }
    return "default";
  }

  private static String nameOf(ConfigSource source) {
    return switch (source) {
      case EnvConfigSource _ -> ENVIRONMENT;
      case PropertiesConfigSource _ -> FLAGS;
      default -> source.getName();
    };
  }

  private void findUnknown(Map<String, String> flags) {
    Set<String> known = keys.stream().map(Key::name).collect(Collectors.toSet());
    for (ConfigSource source : config.getConfigSources()) {
      if (source instanceof YamlConfigSource) {
        for (String name : source.getPropertyNames()) {
          String plain = name.replaceAll("\\[\\d+]$", "");
          if (!known.contains(plain)) {
            problems.add(unknown(plain, String.valueOf(source.getValue(name)), source.getName()));
          }
        }
      }
    }
    flags.forEach((name, value) -> {
      if (!known.contains(name)) {
        problems.add(unknown(name, value, FLAGS));
      }
    });
    Set<String> variables = keys.stream().map(Key::variable).collect(Collectors.toSet());
    environment.forEach((name, value) -> {
      if (!variables.contains(name)) {
        problems.add(new Problem(name, value, ENVIRONMENT, "no such setting"));
      }
    });
  }

  private Problem unknown(String name, String value, String source) {
    String nearest =
        keys.stream()
            .map(Key::name)
            .min(Comparator.comparingInt(key -> distance(key, name)))
            .orElse("");
    return new Problem(name, value, source, "no such setting; did you mean " + nearest + "?");
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
