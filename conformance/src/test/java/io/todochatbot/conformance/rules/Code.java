package io.todochatbot.conformance.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;

/** The project's own classes, without tests, read once. */
final class Code {
  static final String ROOT = "io.todochatbot";

  /**
   * Packages of the sidecar that every building block stands on; all others are building blocks.
   */
  static final Set<String> RINGS =
      Set.of(
          "api",
          "http",
          "grpc",
          "component",
          "expression",
          "app",
          "peer",
          "resiliency",
          "security",
          "metrics",
          "telemetry",
          "stream");

  private Code() {}

  static JavaClasses all() {
    return Holder.ALL;
  }

  /** The building block that a class belongs to, or the empty text. */
  static String block(JavaClass type) {
    String prefix = ROOT + ".sidecar.";
    if (!type.getPackageName().startsWith(prefix)) {
      return "";
    }
    String rest = type.getPackageName().substring(prefix.length());
    int dot = rest.indexOf('.');
    String name = dot < 0 ? rest : rest.substring(0, dot);
    return RINGS.contains(name) ? "" : name;
  }

  private static final class Holder {
    static final JavaClasses ALL =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
  }
}
