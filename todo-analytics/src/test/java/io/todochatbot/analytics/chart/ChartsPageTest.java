package io.todochatbot.analytics.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.analytics.count.DailyCount;
import io.todochatbot.analytics.count.Summary;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartsPageTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 5);

  private static Summary of(DailyCount... counts) {
    return new Summary(List.of(counts));
  }

  private static DailyCount created(LocalDate day, long events) {
    return new DailyCount(day, "TASK_CREATED", "todo-events", events);
  }

  @Test
  void showsTheLastFourteenDaysAndNoOthers() {
    ChartsPage page = ChartsPage.of(of(created(TODAY.minusDays(14), 3)), TODAY);

    assertThat(page.perDay().days()).hasSize(14);
    assertThat(page.perDay().days().getLast().today()).isTrue();
    assertThat(page.perDay().days()).allMatch(day -> day.created().count() == 0);
    assertThat(page.created()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"0,4", "4,4", "5,10", "11,20", "21,40", "41,100", "399,400", "401,1000"})
  void theScaleIsTheNextRoundNumber(long highest, long scale) {
    DayChart chart = DayChart.of(of(created(TODAY, Math.max(highest, 1))), TODAY);

    assertThat(chart.ticks().getLast().count()).isEqualTo(scale);
    assertThat(chart.ticks().get(1).count()).isEqualTo(scale / 2);
  }

  @Test
  void barsStandOnTheGroundAndStayInTheDrawing() {
    DayChart chart = DayChart.of(of(created(TODAY, 1), created(TODAY.minusDays(1), 100)), TODAY);

    assertThat(chart.days())
        .allSatisfy(
            day -> {
              assertThat(day.created().height()).isNotNegative();
              assertThat(day.created().y()).isNotNegative();
              assertThat(day.completed().x() + day.completed().width())
                  .isLessThanOrEqualTo(DayChart.WIDTH);
              assertThat(day.completed().height()).isZero();
            });
    assertThat(chart.days().getLast().created().height()).isPositive();
  }

  @Test
  void theMostFrequentTypeComesFirstInWords() {
    ChartsPage page =
        ChartsPage.of(
            of(created(TODAY, 1), new DailyCount(TODAY, "MESSAGE_SENT", "chat-events", 8)), TODAY);

    assertThat(page.byType())
        .extracting(ChartsPage.TypeBar::label, ChartsPage.TypeBar::percent)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Message sent", 100),
            org.assertj.core.groups.Tuple.tuple("Task created", 12));
  }

  @Test
  void theVersionChangesWithTheCountAndWithTheDay() {
    String version = ChartsPage.of(of(created(TODAY, 1)), TODAY).version();

    assertThat(ChartsPage.of(of(created(TODAY, 2)), TODAY).version()).isNotEqualTo(version);
    assertThat(ChartsPage.of(of(created(TODAY, 1)), TODAY.plusDays(1)).version())
        .isNotEqualTo(version);
  }
}
