package io.todochatbot.conformance.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dependency rules of the design: who may know whom. */
final class DependencyRulesTest {
  private static final String[] SERVICES = {
    "io.todochatbot.backend..", "io.todochatbot.frontend..", "io.todochatbot.analytics.."
  };

  @Test
  void theSpiKnowsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("io.todochatbot.spi..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.todochatbot.spi..", "java..", "org.jspecify..")
        .check(Code.all());
  }

  @Test
  void resourcesKnowNothingButTheJdkAndYaml() {
    classes()
        .that()
        .resideInAPackage("io.todochatbot.resources..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.todochatbot.resources..", "java..", "org.jspecify..", "org.snakeyaml..")
        .check(Code.all());
  }

  @Test
  void componentsKnowOfTheProjectOnlyTheSpi() {
    noClasses()
        .that()
        .resideInAPackage("io.todochatbot.components..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("io.todochatbot..")
                .and(
                    JavaClass.Predicates.resideOutsideOfPackages(
                        "io.todochatbot.components..", "io.todochatbot.spi..")))
        .check(Code.all());
  }

  @Test
  void noVendorsComponentsKnowAnothers() {
    slices()
        .matching("io.todochatbot.components.(*)..")
        .should()
        .notDependOnEachOther()
        // no vendor's: what several need to speak HTTPS
        .ignoreDependency(
            JavaClass.Predicates.resideInAPackage("io.todochatbot.components.."),
            JavaClass.Predicates.resideInAPackage("io.todochatbot.components.rest"))
        .check(Code.all());
  }

  @Test
  void theSidecarFindsComponentsByServiceLoaderOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.todochatbot.sidecar..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.todochatbot.components..", "io.todochatbot.todo..", "io.todochatbot.cli..")
        .check(Code.all());
  }

  @Test
  void theApiOfTheSidecarKnowsNothingElseInIt() {
    noClasses()
        .that()
        .resideInAPackage("io.todochatbot.sidecar.api..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("io.todochatbot.sidecar..")
                .and(JavaClass.Predicates.resideOutsideOfPackage("io.todochatbot.sidecar.api..")))
        .check(Code.all());
  }

  @Test
  void ringsAndBlocksKnowNoOtherBuildingBlock() {
    classes()
        .that()
        .resideInAPackage("io.todochatbot.sidecar.*..")
        .should(knowNoOtherBlock())
        .check(Code.all());
  }

  @Test
  void nobodyInTheSidecarKnowsItsCompositionRoot() {
    noClasses()
        .that()
        .resideInAPackage("io.todochatbot.sidecar.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.todochatbot.sidecar")
        .check(Code.all());
  }

  @ParameterizedTest
  @ValueSource(strings = {"backend", "frontend", "analytics"})
  void aServiceKnowsNeitherTheSidecarNorAnotherService(String service) {
    noClasses()
        .that()
        .resideInAPackage("io.todochatbot." + service + "..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("io.todochatbot..")
                .and(
                    JavaClass.Predicates.resideOutsideOfPackages(
                        "io.todochatbot." + service + "..",
                        "io.todochatbot.todo..",
                        "io.todochatbot.understanding..")))
        .check(Code.all());
  }

  @Test
  void whatServicesShareKnowsNoneOfThem() {
    noClasses()
        .that()
        .resideInAnyPackage("io.todochatbot.todo..", "io.todochatbot.understanding..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVICES)
        .check(Code.all());
  }

  @Test
  void nobodyKnowsTheProgramOrTheConformance() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.todochatbot.cli..", "io.todochatbot.conformance..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.todochatbot.cli..", "io.todochatbot.conformance..")
        .check(Code.all());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.todochatbot.sidecar.(**)",
        "io.todochatbot.components.(**)",
        "io.todochatbot.resources.(**)",
        "io.todochatbot.todo.(**)",
        "io.todochatbot.understanding.(**)",
        "io.todochatbot.backend.(**)",
        "io.todochatbot.frontend.(**)",
        "io.todochatbot.analytics.(**)",
        "io.todochatbot.cli.(**)"
      })
  void packagesOfAModuleHaveNoCycles(String packages) {
    slices().matching(packages).should().beFreeOfCycles().allowEmptyShould(true).check(Code.all());
  }

  private static ArchCondition<JavaClass> knowNoOtherBlock() {
    return new ArchCondition<>("know no building block but their own") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          String other = Code.block(dependency.getTargetClass());
          if (!other.isEmpty() && !other.equals(Code.block(type))) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }
}
