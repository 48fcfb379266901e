package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.expression.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CEL expression over {@code event}. As with daprd, numbers of the event are doubles. */
final class CelMatch implements Router.Match {
  private final String text;
  private final Expression expression;

  private CelMatch(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
  }

  static CelMatch compile(String text) {
    try {
      return new CelMatch(text, Expression.compile(text));
    } catch (Expression.Malformed e) {
      throw new Router.BadRule(Brokers.words(e));
    }
  }

  @Override
  public boolean matches(JsonNode event) {
    try {
      if (expression.evaluate(Map.of("event", plain(event))) instanceof Boolean matches) {
        return matches;
      }
    } catch (Expression.Malformed e) {
      throw new Router.BadRule(Brokers.words(e));
    }
    throw new Router.BadRule("the result of match expression " + text + " was not a boolean");
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
      case NULL, MISSING -> expression.nothing();
      case STRING, BINARY, POJO -> node.asText();
    };
  }
}
