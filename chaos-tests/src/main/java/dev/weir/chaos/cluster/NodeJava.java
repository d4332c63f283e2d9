package dev.weir.chaos.cluster;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How nodes are started as processes of this machine: with this JVM, from the jars that this
 * process runs from, and with an ahead-of-time cache of their classes if one was trained, which
 * halves their start.
 */
final class NodeJava {

  private static final String JARS = ".jar";

  private final List<String> jvm;
  private final String classPath;
  private final boolean onlyJars;

  /**
   * Nodes with these options of the JVM.
   *
   * @param jvm a cache is only good for those that it was trained with
   */
  NodeJava(List<String> jvm) {
    this.jvm = List.copyOf(jvm);
    String own = System.getProperty("java.class.path");
    List<String> jars =
        Arrays.stream(own.split(File.pathSeparator)).filter(each -> each.endsWith(JARS)).toList();
    // Folders of classes, as in tests, do without a cache; nodes need none of the tests'.
    onlyJars =
        jars.stream()
            .anyMatch(jar -> Path.of(jar).getFileName().toString().startsWith("weir-node-"));
    classPath = onlyJars ? String.join(File.pathSeparator, jars) : own;
  }

  /** The command that starts a node, with the cache if there is one. */
  List<String> command(List<String> arguments) {
    Path cache = cache();
    return Files.exists(cache)
        ? command(List.of("-XX:AOTCache=" + cache), arguments)
        : command(List.of(), arguments);
  }

  /** The command of a node that trains a cache, which is at {@code output} when it has ended. */
  List<String> training(Path output, List<String> arguments) {
    return command(List.of("-XX:AOTCacheOutput=" + output), arguments);
  }

  /** Whether a cache can be trained and was not. */
  boolean isUntrained() {
    return onlyJars && !Files.exists(cache());
  }

  private List<String> command(List<String> more, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(more);
    command.add("-Dweir.home=" + System.getProperty("weir.home", "."));
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of("dev.weir.node.cli.Weir", "node", "--until-input-ends"));
    command.addAll(arguments);
    return command;
  }

  /** Where the cache of these jars, options and this JVM is, or would be. */
  Path cache() {
    return Path.of(System.getProperty("weir.home", "."))
        .toAbsolutePath()
        .normalize()
        .resolve(Path.of("chaos-tests", "target", "start-up", "node-" + key() + ".aot"));
  }

  private String key() {
    String inputs =
        Arrays.stream(classPath.split(File.pathSeparator))
            .map(NodeJava::stamp)
            .collect(Collectors.joining("\n", System.getProperty("java.vm.version") + jvm, ""));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(inputs.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String stamp(String jar) {
    try {
      Path path = Path.of(jar);
      return "%s %d %s".formatted(jar, Files.size(path), Files.getLastModifiedTime(path));
    } catch (IOException e) {
      throw new WeirException(ErrorCode.FILE_UNREADABLE, "cannot read " + jar, e);
    }
  }
}
