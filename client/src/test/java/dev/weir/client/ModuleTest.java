package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the client asks of its user: Java 17, and nothing that could clash with what he has. */
class ModuleTest {

  private static final int JAVA_17_CLASS_FILE = 61;

  @Test
  void requires_nothingButJavaItself() {
    ModuleDescriptor descriptor = WeirClient.class.getModule().getDescriptor();
    assertThat(
            descriptor.requires().stream()
                .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("java.base", "dev.weir.topology");
  }

  @Test
  void classFiles_areOfJava17() throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            Objects.requireNonNull(WeirClient.class.getResourceAsStream("WeirClient.class")))) {
      assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
      in.readUnsignedShort();
      assertThat(in.readUnsignedShort()).isEqualTo(JAVA_17_CLASS_FILE);
    }
  }

  /** The build runs every test of this module twice where it finds a Java 17, and says so here. */
  @Test
  void tests_runOnTheJavaThatTheBuildMeans() {
    String meant = System.getProperty("weir.test.java", "25");
    assertThat(System.getProperty("java.specification.version")).isEqualTo(meant);
  }
}
