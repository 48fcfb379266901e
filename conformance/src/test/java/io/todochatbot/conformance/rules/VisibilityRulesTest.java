package io.todochatbot.conformance.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
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

  /** Part of what a public class of its package shows: a parameter, a result, a supertype. */
  private static boolean isShown(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .map(dependency -> dependency.getOriginClass())
        .filter(
            origin -> !origin.equals(type) && origin.getModifiers().contains(JavaModifier.PUBLIC))
        .anyMatch(
            origin ->
                origin.isAssignableTo(type.getName())
                    || origin.getMethods().stream().anyMatch(m -> shows(m, type)));
  }

  private static boolean shows(JavaMethod method, JavaClass type) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        && (method.getReturnType().getAllInvolvedRawTypes().contains(type)
            || method.getParameterTypes().stream()
                .anyMatch(p -> p.getAllInvolvedRawTypes().contains(type)));
  }

  /**
   * Failures are met by those who catch them, templates are found by their engine, what Kafka's
   * client makes by its class must be open to it, generated classes are used by nobody of us.
   */
  private static boolean isFoundByName(JavaClass type) {
    return type.isAssignableTo(Throwable.class)
        || type.getSimpleName().startsWith("Jte")
        || type.isAssignableTo("org.apache.kafka.common.Configurable")
        || type.isAssignableTo("org.apache.kafka.common.security.auth.AuthenticateCallbackHandler")
        || type.getPackageName().startsWith("io.todochatbot.protocol")
        || type.getPackageName().startsWith("io.todochatbot.spi");
  }
}
