package io.todochatbot.understanding;

import io.todochatbot.understanding.date.DateFinder;
import io.todochatbot.understanding.date.Due;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "rename the milk to oat milk", "change 2 to buy bread", "move it to friday". */
final class RenameRule implements Understanding.Rule {
  private static final Pattern RENAME =
      Pattern.compile(
          "(?:rename|retitle|change|edit|update|reword) (?:the title of |the name of )?(.+?)"
              + " (?:to|into|as|->|=>) (.+)");
  private static final Pattern MOVE =
      Pattern.compile(
          "(?:move|reschedule|postpone|delay|push|shift|bring|put off|set)"
              + "(?: the (?:due )?date (?:of|for))? (.+?)"
              + " (?:back |forward |over )?(?:to|until|till|for|on|by|at) (.+)");
  private static final Pattern MAKE_DUE =
      Pattern.compile("(?:make )?(.+?)(?: is)? due(?: on| by| at)? (.+)");
  private static final Pattern MAKE_IT =
      Pattern.compile("(?:make|move|push|put|set|do) (it|that|this) (?:to |on |for )?(.+)");
  private static final Pattern ALONE =
      Pattern.compile("(?:rename|retitle|change|edit)(?: .{1,60})?");

  @Override
  public Optional<Intent> read(Sentence sentence) {
    Matcher rename = RENAME.matcher(sentence.lower());
    if (rename.matches()) {
      String words = part(sentence, rename, 2);
      Optional<Intent> move = reschedule(sentence, part(sentence, rename, 1), words);
      return move.isPresent()
          ? move
          : Optional.of(
              new Intent.Rename(Reference.of(part(sentence, rename, 1)), Titles.unquoted(words)));
    }
    Matcher move = MOVE.matcher(sentence.lower());
    if (move.matches()) {
      return reschedule(sentence, part(sentence, move, 1), part(sentence, move, 2));
    }
    Matcher it = MAKE_IT.matcher(sentence.lower());
    if (it.matches()) {
      return reschedule(sentence, part(sentence, it, 1), part(sentence, it, 2));
    }
    Matcher due = MAKE_DUE.matcher(sentence.lower());
    if (due.matches() && sentence.lower().startsWith("make ")) {
      return reschedule(sentence, part(sentence, due, 1), part(sentence, due, 2));
    }
    return sentence.is(ALONE) ? Optional.of(new Intent.Incomplete("rename")) : Optional.empty();
  }

  private static Optional<Intent> reschedule(Sentence sentence, String task, String when) {
    Optional<DateFinder.Found> found = sentence.dates().all("at " + when);
    if (found.isEmpty()) {
      found = sentence.dates().all(when);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Due due = found.get().due();
    String trouble = found.get().trouble();
    return Optional.of(
        due == null
            ? new Intent.ImpossibleDate(trouble == null ? when : trouble)
            : new Intent.Reschedule(Reference.of(task), due));
  }

  private static String part(Sentence sentence, Matcher matcher, int group) {
    return sentence.text().substring(matcher.start(group), matcher.end(group)).strip();
  }
}
