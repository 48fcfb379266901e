package io.todochatbot.understanding;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** "done with the milk", "mark 2 as done", "I finished the report". */
final class CompleteRule implements Understanding.Rule {
  private static final String DONE = "(?:as )?(?:done|complete|completed|finished)";
  private static final List<Pattern> WITH_TASK =
      List.of(
          Pattern.compile("(?:mark|set|check|tick|call) (.+?) " + DONE),
          Pattern.compile("(?:mark|set|check|tick) " + DONE + ":? (.+)"),
          Pattern.compile("(?:check|tick|cross|strike) off:? (.+)"),
          Pattern.compile("(?:check|tick|cross|strike) (.+?) off(?: (?:of )?(?:my|the) .*)?"),
          Pattern.compile(
              "(?:i(?:'m| am) |i(?:'ve| have) |all )?(?:just )?(?:done|finished|completed)(?: with)?:? (.+)"),
          Pattern.compile("i (?:have )?(?:just |already )?(?:did|finished|completed|done) (.+)"),
          Pattern.compile("(?:complete|finish|tick|close):? (.+)"),
          Pattern.compile(
              "(.+?) (?:is|are|was|has been|'s) (?:all |now |already )?(?:done|finished|completed|complete)"),
          Pattern.compile("(.{3,}?),? (?:done|finished|completed)"));
  private static final Pattern ALONE =
      Pattern.compile(
          "(?:complete|finish|done|mark (?:as )?done|tick off|check off|mark|finished)");

  @Override
  public Optional<Intent> read(Sentence sentence) {
    if (sentence.is(ALONE)) {
      return Optional.of(new Intent.Incomplete("complete"));
    }
    if (sentence.question()) {
      return Optional.empty();
    }
    return WITH_TASK.stream()
        .map(sentence::after)
        .flatMap(Optional::stream)
        .findFirst()
        .map(words -> new Intent.Complete(Reference.of(words)));
  }
}
