package io.todochatbot.sidecar.expression;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CEL expression. As with daprd, its variables may be of any type, and a name that nothing
 * declares is found missing only when the expression is evaluated. Safe for concurrent use.
 */
public final class Expression {
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'");

  private final CelRuntime.Program program;
  private final Object nothing;

  private Expression(CelRuntime.Program program, Object nothing) {
    this.program = program;
    this.nothing = nothing;
  }

  /** An expression that can't be compiled or evaluated; the message says where and why. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Compiles an expression.
   *
   * @throws Malformed if it is none
   */
  public static Expression compile(String text) {
    Set<String> names = new LinkedHashSet<>();
    while (true) {
      Cel cel = environment(names);
      CelValidationResult result = cel.compile(text);
      if (!result.hasError()) {
        return new Expression(program(cel, result), nothing(cel));
      }
      Set<String> undeclared = new LinkedHashSet<>();
      boolean nothingElse =
          result.getErrors().stream().allMatch(issue -> undeclared(issue, undeclared));
      if (!nothingElse || !names.addAll(undeclared)) {
        // cel-go says "Syntax error: " where cel-java says nothing
        throw new Malformed(
            result
                .getErrorString()
                .replace(": mismatched input", ": Syntax error: mismatched input"));
      }
    }
  }

  /**
   * Evaluates the expression; what depends on a missing value gives something of CEL's own.
   *
   * @throws Malformed if it can't be with these values
   */
  public Object evaluate(Map<String, ?> values) {
    try {
      return program.eval(values);
    } catch (CelEvaluationException e) {
      throw malformed(e);
    }
  }

  /** CEL's null, whatever class it is of. */
  public Object nothing() {
    return nothing;
  }

  private static Cel environment(Set<String> names) {
    CelBuilder builder =
        CelFactory.standardCelBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setOptions(CelOptions.current().enableHeterogeneousNumericComparisons(true).build());
    names.forEach(name -> builder.addVar(name, SimpleType.DYN));
    return builder.build();
  }

  private static CelRuntime.Program program(Cel cel, CelValidationResult result) {
    try {
      return cel.createProgram(result.getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw malformed(e);
    }
  }

  private static Object nothing(Cel cel) {
    try {
      return program(cel, cel.compile("null")).eval();
    } catch (CelEvaluationException e) {
      throw malformed(e);
    }
  }

  /** Whether nothing but an undeclared name is wrong, which is added to {@code names}. */
  private static boolean undeclared(CelIssue issue, Set<String> names) {
    Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
    boolean found = undeclared.find();
    if (found) {
      names.add(undeclared.group(1));
    }
    return found;
  }

  private static Malformed malformed(Exception cause) {
    String message = cause.getMessage();
    return new Malformed(message == null ? cause.toString() : message);
  }
}
