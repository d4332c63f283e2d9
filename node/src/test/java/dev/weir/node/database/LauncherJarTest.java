package dev.weir.node.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher jar's manifest and contents, and when its key changes. */
final class LauncherJarTest {
  @TempDir private Path home;
  private Installation installation;

  @BeforeEach
  void fakeJars() throws IOException {
    installation = new Installation(home.resolve("cassandra"), home.resolve("cache"));
    Files.createDirectories(installation.cache());
    Files.createDirectories(installation.jars());
    for (String jar : new String[] {"zstd.jar", "cassandra-all-9.jar", "a b.jar", "README"}) {
      Files.writeString(installation.jars().resolve(jar), "not really a jar");
    }
  }

  @Test
  void manifest_startsTheChildWithCassandrasSortedJars() throws IOException {
    try (var jar = new JarFile(LauncherJar.provide(installation).path().toFile())) {
      Attributes main = jar.getManifest().getMainAttributes();

      assertThat(main.getValue("Main-Class"))
          .isEqualTo("dev.weir.node.database.child.DatabaseMain");
      assertThat(main.getValue("Class-Path"))
          .isEqualTo(
              "../cassandra/a%20b.jar ../cassandra/cassandra-all-9.jar ../cassandra/zstd.jar");
      assertThat(main.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      assertThat(main.getValue("Add-Exports")).contains("java.base/jdk.internal.misc");
      assertThat(main.getValue("Add-Opens")).contains("java.base/java.nio");
    }
  }

  @Test
  void jar_holdsTheChildAndTheStandInWithEveryNestedClass() throws IOException {
    try (var jar = new JarFile(LauncherJar.provide(installation).path().toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .containsExactlyInAnyOrder(
              "META-INF/MANIFEST.MF",
              "dev/weir/node/database/child/DatabaseMain.class",
              "dev/weir/node/database/child/ClusterView.class",
              "org/apache/cassandra/security/ThreadAwareSecurityManager.class",
              "org/apache/cassandra/security/ThreadAwareSecurityManager$NoPermissions.class");
    }
  }

  @Test
  void sameJars_sameJarNotWrittenAgain() throws IOException {
    LauncherJar first = LauncherJar.provide(installation);
    FileTime written = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(first.path(), written);

    LauncherJar second = LauncherJar.provide(installation);

    assertThat(second).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(second.path())).isEqualTo(written);
  }

  @Test
  void changedJar_newKey() throws IOException {
    String key = LauncherJar.provide(installation).key();

    Files.writeString(installation.jars().resolve("zstd.jar"), "another version");

    assertThat(LauncherJar.provide(installation).key()).isNotEqualTo(key);
  }

  @Test
  void touchedJar_newKeySinceTheJvmWouldRefuseTheCache() throws IOException {
    Path jar = installation.jars().resolve("zstd.jar");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
    String key = LauncherJar.provide(installation).key();

    Files.setLastModifiedTime(jar, FileTime.fromMillis(2_000_000));

    assertThat(LauncherJar.provide(installation).key()).isNotEqualTo(key);
  }
}
