package io.todochatbot.conformance.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where libraries may be known. */
final class LibraryRulesTest {
  /** The composition root wires both wires. */
  private static final Pattern ROOT = Pattern.compile("io\\.todochatbot\\.sidecar\\.[A-Z].*");

  private static final Pattern HTTP =
      Pattern.compile(
          "io\\.todochatbot\\.sidecar\\.(http\\..*|stream\\..*|app\\.(Http|Grpc)\\w*(\\$.*)?|peer\\..*|grpc\\..*|telemetry\\.MetricsServer.*|.*\\.\\w*Http(\\$.*)?)");

  /** CEL's own null is protobuf's. */
  private static final Pattern GRPC =
      Pattern.compile(
          "io\\.todochatbot\\.sidecar\\.(grpc\\..*|http\\.ProtoJson|peer\\..*|app\\.[\\w$]+|(conversation|jobs|crypto|lock)\\..*|expression\\.Expression|.*\\.\\w*Grpc(\\$.*)?)");

  /**
   * JSON is what this wire speaks: the adapters of the blocks read and write it through this
   * package.
   */
  private static final String WIRE = "io.todochatbot.sidecar.http";

  private static final Set<String> HIDDEN =
      Set.of(
          "com.fasterxml.jackson.",
          "org.snakeyaml.",
          "java.sql.",
          "javax.sql.",
          "org.jdbi.",
          "org.apache.kafka.",
          "io.vertx.redis.",
          "redis.clients.");

  @Test
  void onlyTheWiresKnowTheHttpLibrary() {
    noClasses()
        .that(areOutside(HTTP))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .check(Code.all());
  }

  @Test
  void onlyTheWiresKnowGrpcAndItsMessages() {
    noClasses()
        .that(areOutside(GRPC))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "io.dapr..")
        .check(Code.all());
  }

  @Test
  void noServiceKnowsTheLibrariesOfTheSidecar() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.todochatbot.backend..",
            "io.todochatbot.frontend..",
            "io.todochatbot.analytics..",
            "io.todochatbot.todo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.grpc..", "com.google.protobuf..")
        .check(Code.all());
  }

  @Test
  void libraryTypesStayInsideTheirPackage() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(
            "io.todochatbot.spi..",
            "io.todochatbot.resources..",
            "io.todochatbot.sidecar..",
            "io.todochatbot.components..")
        .should(hideLibraryTypes())
        .check(Code.all());
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(LibraryRulesTest::isPublic).orElse(true);
  }

  private static DescribedPredicate<JavaClass> areOutside(Pattern allowed) {
    return DescribedPredicate.describe(
        "are of the sidecar and not of " + allowed,
        type ->
            type.getName().startsWith("io.todochatbot.sidecar.")
                && !allowed.matcher(type.getName()).matches()
                && !ROOT.matcher(type.getName()).matches());
  }

  /** A public method that others call must not speak of JSON, YAML, SQL or a client. */
  private static ArchCondition<JavaMethod> hideLibraryTypes() {
    return new ArchCondition<>("show no library type where another package calls them") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean open =
            !method.getOwner().getPackageName().equals(WIRE)
                && method.getModifiers().contains(JavaModifier.PUBLIC)
                && isPublic(method.getOwner());
        List<JavaClass> shown = new ArrayList<>(method.getRawParameterTypes());
        shown.add(method.getRawReturnType());
        for (JavaClass type : shown) {
          if (open && HIDDEN.stream().anyMatch(type.getName()::startsWith)) {
            events.add(
                SimpleConditionEvent.violated(
                    method, method.getFullName() + " shows " + type.getName()));
          }
        }
      }
    };
  }
}
