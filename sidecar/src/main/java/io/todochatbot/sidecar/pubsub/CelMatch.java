package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CEL expression over {@code event}. As with daprd, numbers of the event are doubles, and a name
 * that nothing declares is found missing only when an event comes.
 */
final class CelMatch implements Router.Match {
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'");

  private final String expression;
  private final CelRuntime.Program program;
  private final Object nothing;

  private CelMatch(String expression, CelRuntime.Program program, Object nothing) {
    this.expression = expression;
    this.program = program;
    this.nothing = nothing;
  }

  static CelMatch compile(String expression) {
    Set<String> names = new LinkedHashSet<>();
    names.add("event");
    while (true) {
      Cel cel = environment(names);
      CelValidationResult result = cel.compile(expression);
      if (!result.hasError()) {
        return new CelMatch(expression, program(cel, result), nothing(cel));
      }
      if (!result.getErrors().stream().allMatch(issue -> declare(issue, names))) {
        // cel-go says "Syntax error: " where cel-java says nothing
        throw new Router.BadRule(
            result
                .getErrorString()
                .replace(": mismatched input", ": Syntax error: mismatched input"));
      }
    }
  }

  @Override
  public boolean matches(JsonNode event) {
    try {
      if (program.eval(Map.of("event", plain(event))) instanceof Boolean matches) {
        return matches;
      }
    } catch (CelEvaluationException e) {
      throw new Router.BadRule(Brokers.words(e));
    }
    throw new Router.BadRule("the result of match expression " + expression + " was not a boolean");
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
      throw new Router.BadRule(Brokers.words(e));
    }
  }

  /** CEL's null, whatever class it is of. */
  private static Object nothing(Cel cel) {
    try {
      return program(cel, cel.compile("null")).eval();
    } catch (CelEvaluationException e) {
      throw new Router.BadRule(Brokers.words(e));
    }
  }

  private static boolean declare(CelIssue issue, Set<String> names) {
    Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
    return undeclared.find() && names.add(undeclared.group(1));
  }

  private Object plain(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          fields.put(field.getKey(), plain(field.getValue()));
        }
        yield fields;
      }
      case ARRAY -> {
        List<Object> elements = new ArrayList<>(node.size());
        node.forEach(element -> elements.add(plain(element)));
        yield elements;
      }
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.doubleValue();
      case NULL, MISSING -> nothing;
      case STRING, BINARY, POJO -> node.asText();
    };
  }
}
