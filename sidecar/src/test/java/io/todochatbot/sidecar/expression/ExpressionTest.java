package io.todochatbot.sidecar.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExpressionTest {
  @Test
  void takesNamesThatNothingDeclaresHoweverOftenTheyCome() {
    Expression ratio = Expression.compile("a >= 20 && double(b) / double(a) >= 0.05");

    assertThat(ratio.evaluate(Map.of("a", 20L, "b", 1L))).isEqualTo(true);
    assertThat(ratio.evaluate(Map.of("a", 40L, "b", 1L))).isEqualTo(false);
  }

  @Test
  void missesANameOnlyWhenItIsEvaluated() {
    assertThat(Expression.compile("nobody > 1").evaluate(Map.of("a", 1L)))
        .isNotInstanceOf(Boolean.class);
  }

  @Test
  void refusesWhatIsNoExpression() {
    assertThatThrownBy(() -> Expression.compile("a >>> 1"))
        .isInstanceOf(Expression.Malformed.class)
        .hasMessageContaining("Syntax error");
  }
}
