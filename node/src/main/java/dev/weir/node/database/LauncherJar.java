package dev.weir.node.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.node.database.DatabaseException.Reason;
import dev.weir.node.database.child.DatabaseMain;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.cassandra.security.ThreadAwareSecurityManager;

/**
 * The small jar that a member's JVM is started with: {@code java -jar} it, and its manifest brings
 * Cassandra's class path and the module openings that Cassandra needs. It holds the child's main
 * class and the stand-in, which must come before Cassandra's own class. One flat list of jars and
 * no directory is also what the JVM's start-up cache asks for.
 *
 * @param path the jar
 * @param key changes when the JDK, a jar of Cassandra's or a class in here changes
 */
record LauncherJar(Path path, String key) {
  private static final String EXPORTS =
      "java.base/jdk.internal.misc java.base/jdk.internal.ref java.base/sun.nio.ch"
          + " java.management.rmi/com.sun.jmx.remote.internal.rmi java.rmi/sun.rmi.registry"
          + " java.rmi/sun.rmi.server java.sql/java.sql";
  private static final String OPENS =
      "java.base/java.lang java.base/java.lang.module java.base/java.lang.reflect java.base/java.io"
          + " java.base/java.nio java.base/java.util java.base/jdk.internal.loader"
          + " java.base/jdk.internal.ref java.base/jdk.internal.reflect"
          + " java.base/jdk.internal.math java.base/jdk.internal.module java.base/sun.nio.ch"
          + " jdk.management/com.sun.management.internal";

  private static final List<String> CLASSES =
      List.of(
          DatabaseMain.class.getName(),
          DatabaseMain.class.getPackageName() + ".ClusterView",
          ThreadAwareSecurityManager.class.getName(),
          ThreadAwareSecurityManager.class.getName() + "$NoPermissions");

  /**
   * Finds the jar for this installation in its cache, or builds it there. Call under the cache's
   * lock.
   */
  static LauncherJar provide(Installation installation) {
    List<Path> jars = installation.sortedJars();
    try {
      Manifest manifest = manifest(installation.cache(), jars);
      Map<String, byte[]> classes = classes();
      String key = key(jars, manifest, classes);
      Path path = installation.cache().resolve("cassandra-" + key + ".jar");
      if (!Files.exists(path)) {
        Path unfinished = Files.createTempFile(installation.cache(), "launcher", ".unfinished");
        write(unfinished, manifest, classes);
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      }
      return new LauncherJar(path, key);
    } catch (IOException e) {
      throw new DatabaseException(
          Reason.SYSTEM_REFUSED, "cannot build the launcher jar in " + installation.cache(), e);
    }
  }

  static Manifest manifest(Path directory, List<Path> sortedJars) {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, DatabaseMain.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        String.join(" ", sortedJars.stream().map(jar -> relative(directory, jar)).toList()));
    main.putValue("Enable-Native-Access", "ALL-UNNAMED");
    main.putValue("Add-Exports", EXPORTS);
    main.putValue("Add-Opens", OPENS);
    return manifest;
  }

  /**
   * The jar as seen from the launcher jar. The JVM's start-up cache takes no other form: of a class
   * path of absolute URLs it keeps nothing, without an error.
   */
  private static String relative(Path directory, Path jar) {
    try {
      return new URI(null, null, directory.relativize(jar).toString(), null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a path for a class path: " + jar, e);
    }
  }

  /**
   * What the start-up cache is valid for: the exact JDK, and every jar by path, size and time, as
   * the JVM checks them.
   */
  static String key(List<Path> sortedJars, Manifest manifest, Map<String, byte[]> classes)
      throws IOException {
    MessageDigest digest = sha256();
    for (String property : List.of("java.home", "java.vm.version", "java.vm.vendor", "os.arch")) {
      digest.update(System.getProperty(property, "").getBytes(UTF_8));
    }
    for (Path jar : sortedJars) {
      var attributes = Files.readAttributes(jar, BasicFileAttributes.class);
      String state = jar + " " + attributes.size() + " " + attributes.lastModifiedTime().toMillis();
      digest.update(state.getBytes(UTF_8));
    }
    digest.update(manifest.getMainAttributes().entrySet().toString().getBytes(UTF_8));
    classes.values().forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static Map<String, byte[]> classes() throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (String name : CLASSES) {
      String file = name.replace('.', '/') + ".class";
      try (InputStream bytes = LauncherJar.class.getClassLoader().getResourceAsStream(file)) {
        if (bytes == null) {
          throw new IOException("Weir's jar lacks " + file);
        }
        classes.put(file, bytes.readAllBytes());
      }
    }
    return classes;
  }

  private static void write(Path path, Manifest manifest, Map<String, byte[]> classes)
      throws IOException {
    try (var jar = new JarOutputStream(Files.newOutputStream(path), manifest)) {
      for (Map.Entry<String, byte[]> file : classes.entrySet()) {
        jar.putNextEntry(new JarEntry(file.getKey()));
        jar.write(file.getValue());
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
