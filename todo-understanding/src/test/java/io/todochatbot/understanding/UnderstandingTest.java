package io.todochatbot.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.understanding.date.Due;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All said on Wednesday, 4 March 2026, at 14:00. */
class UnderstandingTest {
  private static final ZonedDateTime NOW =
      LocalDateTime.parse("2026-03-04T14:00").atZone(ZoneId.of("Europe/Berlin"));

  private static Intent of(String sentence) {
    return Understanding.of(sentence, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "add buy milk tomorrow at 5pm, buy milk, 2026-03-05T17:00",
    "buy milk tomorrow at 5pm, buy milk, 2026-03-05T17:00",
    "Buy milk tomorrow at 5pm, Buy milk, 2026-03-05T17:00",
    "add buy milk, buy milk,",
    "Add a task to call Mum on Friday, call Mum, 2026-03-06",
    "add a new task: water the plants, water the plants,",
    "add bread to my list, bread,",
    "please add pay rent on the 1st to my todo list, pay rent, 2026-04-01",
    "create a todo called read 1984, read 1984,",
    "remind me to pay the rent in 3 days, pay the rent, 2026-03-07",
    "remind me tomorrow at 9 to call Bob, call Bob, 2026-03-05T09:00",
    "I need to buy stamps today, buy stamps, 2026-03-04",
    "don't forget to lock the door tonight, lock the door, 2026-03-04T20:00",
    "can you add walk the dog this evening please, walk the dog, 2026-03-04T19:00",
    "add call mum about the march, call mum about the march,",
    "add \"read next monday\" tomorrow, read next monday, 2026-03-05",
    "add tomorrow, tomorrow,",
    "add get the car done, get the car done,",
    "remind me to check that the oven is done at 6pm, check that the oven is done, 2026-03-04T18:00",
    "todo: delete old mails, delete old mails,",
    "add buy milk, buy milk,"
  })
  void addsATask(String sentence, String title, @Nullable String due) {
    assertThat(of(sentence)).isEqualTo(new Intent.Add(title, due == null ? null : Due.parse(due)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list my tasks",
        "list",
        "show my todos",
        "show me everything on my list",
        "what are my tasks?",
        "what's on my list?",
        "what do i have to do?",
        "my tasks",
        "what is left?",
        "show tasks"
      })
  void showsWhatIsOpen(String sentence) {
    assertThat(of(sentence)).isEqualTo(new Intent.Show(new Filter.Open()));
  }

  @ParameterizedTest
  @CsvSource({
    "what is due this week?, 2026-03-04, 2026-03-08",
    "what is due today, 2026-03-04, 2026-03-04",
    "what do I have to do tomorrow?, 2026-03-05, 2026-03-05",
    "show tasks due next week, 2026-03-09, 2026-03-15",
    "what's on saturday?, 2026-03-07, 2026-03-07",
    "list today's tasks, 2026-03-04, 2026-03-04",
    "anything due on friday?, 2026-03-06, 2026-03-06",
    "which tasks are due this month, 2026-03-04, 2026-03-31"
  })
  void showsWhatIsDue(String sentence, LocalDate from, LocalDate to) {
    assertThat(of(sentence))
        .isInstanceOfSatisfying(
            Intent.Show.class,
            show ->
                assertThat(show.filter())
                    .isInstanceOfSatisfying(
                        Filter.DueBetween.class,
                        due -> {
                          assertThat(due.from()).isEqualTo(from);
                          assertThat(due.to()).isEqualTo(to);
                        }));
  }

  @Test
  void showsWhatIsOverdueOrDone() {
    assertThat(of("what is overdue?")).isEqualTo(new Intent.Show(new Filter.Overdue()));
    assertThat(of("show completed tasks")).isEqualTo(new Intent.Show(new Filter.Done()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "complete buy milk",
        "mark buy milk as done",
        "buy milk is done",
        "I finished buy milk",
        "done with buy milk",
        "check off buy milk",
        "tick buy milk off my list",
        "done: buy milk",
        "buy milk done",
        "cool. buy milk is done",
        "mark the task buy milk as completed"
      })
  void completesATaskByItsTitle(String sentence) {
    assertThat(of(sentence)).isEqualTo(new Intent.Complete(new Reference.Title("buy milk")));
  }

  @Test
  void aTaskMayBeCalledATask() {
    assertThat(of("task 2 is done")).isEqualTo(new Intent.Complete(new Reference.Position(2)));
    assertThat(of("task buy milk done"))
        .isEqualTo(new Intent.Complete(new Reference.Title("buy milk")));
  }

  @Test
  void understandsHowATaskIsSpokenOf() {
    assertThat(of("complete task 2")).isEqualTo(new Intent.Complete(new Reference.Position(2)));
    assertThat(of("done 2")).isEqualTo(new Intent.Complete(new Reference.Position(2)));
    assertThat(of("delete #3")).isEqualTo(new Intent.Delete(new Reference.Position(3)));
    assertThat(of("delete the second one")).isEqualTo(new Intent.Delete(new Reference.Position(2)));
    assertThat(of("remove the last one")).isEqualTo(new Intent.Delete(new Reference.Last()));
    assertThat(of("mark it as done")).isEqualTo(new Intent.Complete(new Reference.It()));
    assertThat(of("delete all tasks")).isEqualTo(new Intent.Delete(new Reference.All()));
    assertThat(of("the 2nd one")).isEqualTo(new Intent.Choice(new Reference.Position(2)));
  }

  @Test
  void deletesATask() {
    assertThat(of("delete Buy Milk from my list"))
        .isEqualTo(new Intent.Delete(new Reference.Title("Buy Milk")));
    assertThat(of("get rid of \"the list\""))
        .isEqualTo(new Intent.Delete(new Reference.Title("the list")));
  }

  @Test
  void renamesATask() {
    assertThat(of("rename buy milk to Buy oat milk"))
        .isEqualTo(new Intent.Rename(new Reference.Title("buy milk"), "Buy oat milk"));
    assertThat(of("change 2 to \"see you on friday\""))
        .isEqualTo(new Intent.Rename(new Reference.Position(2), "see you on friday"));
  }

  @Test
  void movesATaskToAnotherDay() {
    Due friday = Due.parse("2026-03-06");
    assertThat(of("move buy milk to friday"))
        .isEqualTo(new Intent.Reschedule(new Reference.Title("buy milk"), friday));
    assertThat(of("hmm, make it friday"))
        .isEqualTo(new Intent.Reschedule(new Reference.It(), friday));
    assertThat(of("change it to friday"))
        .isEqualTo(new Intent.Reschedule(new Reference.It(), friday));
    assertThat(of("reschedule 1 for friday at 5pm"))
        .isEqualTo(new Intent.Reschedule(new Reference.Position(1), Due.parse("2026-03-06T17:00")));
  }

  @ParameterizedTest
  @CsvSource({
    "help, HELP",
    "what can you do?, HELP",
    "hi!, GREETING",
    "Thank you!, THANKS",
    "thank you so much, THANKS",
    "yes please, YES",
    "never mind, NO",
    "add, INCOMPLETE",
    "delete, INCOMPLETE",
    "add lunch on sep 31, IMPOSSIBLE_DATE",
    "what's the weather tomorrow?, OTHER",
    "tell me a joke, OTHER",
    "trash is out, OTHER",
    "how old are you, OTHER",
    "asdf, OTHER",
    "the moon is made of cheese, OTHER",
    "'', OTHER",
    "play some jazz tonight, OTHER"
  })
  void knowsTheRest(String sentence, String label) {
    assertThat(of(sentence).label()).isEqualTo(label);
  }
}
