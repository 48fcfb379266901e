package io.todochatbot.understanding;

import io.todochatbot.understanding.date.DateFinder;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * "buy milk tomorrow at 5pm": what must be done and when is a task, without any word of command.
 */
final class ImplicitAddRule implements Understanding.Rule {
  private static final Pattern ASKS_THE_BOT =
      Pattern.compile(
          "(?:tell|play|show|wake|sing|say|turn|open|start|stop|search|find|look|give|read|translate"
              + "|i|i'm|i'll|you|he|she|it|they|we|there|this|that|my|the|maybe|if|because|set|list"
              + "|last|yesterday|happy)\\b.*");

  @Override
  public Optional<Intent> read(Sentence sentence) {
    if (sentence.question() || sentence.is(ASKS_THE_BOT)) {
      return Optional.empty();
    }
    Optional<DateFinder.Found> found = sentence.dates().find(sentence.text());
    boolean says = found.isPresent() && found.get().rest().contains(" ");
    return says ? Optional.of(Titles.task(sentence.text(), sentence.dates())) : Optional.empty();
  }
}
