package dev.weir.chaos;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** Chaos stands on the house; the house does not know it. */
class ArchitectureTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.weir");

  @Test
  void nothingPointsBack() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("dev.weir.chaos..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.weir.chaos..")
        .check(HOUSE);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("dev.weir.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void driver_isOnlyARivalHere() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("dev.weir.chaos..")
        .and()
        .resideOutsideOfPackage("dev.weir.chaos.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.datastax..")
        .check(HOUSE);
  }
}
