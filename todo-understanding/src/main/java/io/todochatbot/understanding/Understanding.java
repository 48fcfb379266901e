package io.todochatbot.understanding;

import io.todochatbot.understanding.date.DateFinder;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Understands one English sentence by itself. What depends on the conversation (which task "it" is,
 * which of two tasks is meant) is left to the caller.
 */
public final class Understanding {

  /** One way of saying something: answers if the sentence is of its kind. */
  @FunctionalInterface
  interface Rule {
    Optional<Intent> read(Sentence sentence);
  }

  // the first that answers wins: fixed phrases, then commands by their verb, then what only a date
  // shows to be a task
  private static final List<Rule> RULES =
      List.of(
          new SmallTalk(),
          new ShowRule(),
          new RenameRule(),
          new AddRule(),
          new CompleteRule(),
          new DeleteRule(),
          new ChoiceRule(),
          new ImplicitAddRule());

  private Understanding() {}

  /**
   * What the writer wants; {@link Intent.Other} if that is not to be seen.
   *
   * @param reference when and in which zone it was written: "tomorrow" is counted from here
   */
  public static Intent of(String sentence, ZonedDateTime reference) {
    Sentence read = Sentence.of(sentence, new DateFinder(reference), reference.toLocalDate());
    for (Rule rule : RULES) {
      Optional<Intent> intent = rule.read(read);
      if (intent.isPresent()) {
        return intent.get();
      }
    }
    return new Intent.Other();
  }
}
