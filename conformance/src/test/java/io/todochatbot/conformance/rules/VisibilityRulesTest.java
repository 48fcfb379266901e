package io.todochatbot.conformance.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** Public is what another package uses. */
final class VisibilityRulesTest {

  @Test
  void noClassIsPublicWithoutNeed() {
    classes()
        .that()
        .resideInAPackage("io.todochatbot..")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should(beUsedByAnotherPackage())
        .check(Code.all());
  }

  private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
    return new ArchCondition<>("be used by another package, or be a program") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used =
            type.getDirectDependenciesToSelf().stream()
                .anyMatch(d -> !d.getOriginClass().getPackageName().equals(type.getPackageName()));
        boolean program =
            type.getMethods().stream().anyMatch(method -> method.getName().equals("main"));
        if (!used && !program && !isFoundByName(type) && !isShown(type)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is public, but only its own package uses it"));
        }
      }
    };
  }

  /**
   * Providers are found by the service loader, templates by their engine, generated classes by
   * nobody of us.
   */
  private static boolean isFoundByName(JavaClass type) {
    return type.getSimpleName().startsWith("Jte")
        || type.getPackageName().startsWith("io.todochatbot.protocol")
        || type.getPackageName().startsWith("io.todochatbot.spi");
  }
}
