package io.todochatbot.conformance.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Three sidecars and three services share a JVM: nothing static may change, and only a program
 * speaks for the process.
 */
final class StateRulesTest {
  private static final String[] SHARED = {
    "io.todochatbot.sidecar..",
    "io.todochatbot.components..",
    "io.todochatbot.todo..",
    "io.todochatbot.understanding..",
    "io.todochatbot.backend..",
    "io.todochatbot.frontend..",
    "io.todochatbot.analytics.."
  };

  /** Types whose contents change, and arrays. */
  private static final List<Class<?>> CHANGING =
      List.of(
          java.util.concurrent.atomic.AtomicBoolean.class,
          java.util.concurrent.atomic.AtomicInteger.class,
          java.util.concurrent.atomic.AtomicLong.class,
          java.util.concurrent.atomic.AtomicReference.class,
          java.util.ArrayList.class,
          java.util.HashMap.class,
          java.util.HashSet.class,
          java.util.concurrent.ConcurrentMap.class);

  /**
   * The programs, what they hand to, the secret store whose purpose is the environment, and the
   * components that take keys and addresses from it, as daprd's do.
   */
  private static final Pattern PROGRAMS =
      Pattern.compile(
          "io\\.todochatbot\\.(cli\\..*|conformance\\..*|.*\\.Main|todo\\.Service|sidecar\\.LogFile|components\\.localenv\\..*|components\\.(openai|kubernetes)\\.\\w+\\$Provider)(\\$.*)?");

  @Test
  void staticFieldsAreFinalAndDoNotChange() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(SHARED)
        .and()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should(stayAsTheyAre())
        .check(Code.all());
  }

  @Test
  void onlyProgramsSpeakForTheProcess() {
    DescribedPredicate<JavaClass> noProgram =
        DescribedPredicate.describe(
            "are no program", type -> !PROGRAMS.matcher(type.getName()).matches());
    noClasses()
        .that(noProgram)
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(Code.all());
  }

  @Test
  void classesAreFinalUnlessMadeToBeExtended() {
    classes()
        .that()
        .resideInAPackage("io.todochatbot..")
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .and(
            DescribedPredicate.describe(
                "are written by us and extended by nobody",
                type -> type.getSubclasses().isEmpty() && !isGenerated(type)))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(Code.all());
  }

  private static boolean isGenerated(JavaClass type) {
    return type.getPackageName().startsWith("io.todochatbot.protocol")
        || type.getSimpleName().startsWith("Jte");
  }

  private static ArchCondition<JavaField> stayAsTheyAre() {
    return new ArchCondition<>("be final and of a type whose contents don't change") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean changes =
            CHANGING.stream().anyMatch(type -> field.getRawType().isAssignableTo(type));
        if (!field.getModifiers().contains(JavaModifier.FINAL) || changes) {
          events.add(SimpleConditionEvent.violated(field, field.getFullName() + " may change"));
        }
      }
    };
  }
}
