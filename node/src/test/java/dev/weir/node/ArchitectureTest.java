package dev.weir.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shape of the house: one library, one package; rooms do not know each other. */
class ArchitectureTest {

  /** No rooms: words that several share, and how clusters are formed. */
  private static final Set<String> SHARED =
      Set.of(
          "dev.weir.node.sharing",
          "dev.weir.node.budget",
          "dev.weir.node.orders",
          "dev.weir.node.cluster");

  private static JavaClasses house;

  @BeforeAll
  static void read() {
    house =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.weir");
  }

  @ParameterizedTest
  @CsvSource({
    "io.netty.., dev.weir.node.server",
    "com.datastax.oss.driver.., dev.weir.node.store",
    "com.netflix.concurrency.., dev.weir.node.admission",
    "io.smallrye.., dev.weir.node.config",
    "ch.qos.logback.., dev.weir.node.logs",
    "com.sun.net.httpserver.., dev.weir.node.admin",
    "org.jgroups.., 'dev.weir.node.cluster,dev.weir.node.ownership,dev.weir.node.bridge'",
    "org.infinispan.., dev.weir.node.ownership",
    "io.github.resilience4j.., dev.weir.node.failover",
    "me.tongfei.., dev.weir.node.cli",
  })
  void oneLibrary_onePackage(String library, String homes) {
    String[] inside =
        Arrays.stream(homes.split(",")).map(home -> home + "..").toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("dev.weir.node..")
        .and()
        .resideOutsideOfPackages(inside)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(house);
  }

  @ParameterizedTest
  @CsvSource({
    "server",
    "admission",
    "coalesce",
    "sharing",
    "budget",
    "failover",
    "durability",
    "route",
    "ownership",
    "bridge",
    "orders",
    "cluster",
    "store",
    "database",
    "admin",
    "ingest",
    "config",
    "logs"
  })
  void rooms_doNotKnowEachOther(String room) {
    String own = "dev.weir.node." + room + "..";
    noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "live in other packages of the node, but for those that are no rooms",
                type ->
                    type.getPackageName().startsWith("dev.weir.node")
                        && !SHARED.contains(type.getPackageName())
                        && !type.getPackageName().startsWith("dev.weir.node." + room)))
        .check(house);
  }

  @Test
  void client_needsNothingButJava() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.weir.client..", "dev.weir.messages..", "dev.weir.topology..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("dev.weir..", "java..", "org.jspecify.annotations..")
        .check(house);
  }

  /** Else it could not be simulated. */
  @Test
  void client_takesTimeThreadsAndSocketsFromItsGround() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.weir.client..", "dev.weir.messages..", "dev.weir.topology..")
        .and()
        .haveSimpleNameNotStartingWith("Machine")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            System.class,
            Selector.class,
            SocketChannel.class,
            ExecutorService.class,
            SecureRandom.class,
            SplittableRandom.class,
            Random.class)
        .check(house);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("dev.weir.(**)").should().beFreeOfCycles().check(house);
  }

  @Test
  void time_isAnArgument() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.weir.node.cli..", "dev.weir.client")
        .and()
        .resideInAPackage("dev.weir..")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .check(house);
  }

  @Test
  void names_saySomething() {
    noClasses()
        .that()
        .resideInAPackage("dev.weir..")
        .should()
        .resideInAnyPackage(
            "..impl..", "..internal..", "..util..", "..common..", "..base..", "..helper..")
        .orShould()
        .haveNameMatching(".*\\.(Abstract\\w*|\\w*(Impl|Utils?|Helper|Manager))")
        .check(house);
  }
}
