package io.todochatbot.understanding;

import java.util.Optional;
import java.util.regex.Pattern;

/** "delete the milk", "remove 2 from my list", "get rid of it". */
final class DeleteRule implements Understanding.Rule {
  private static final Pattern WITH_TASK =
      Pattern.compile(
          "(?:delete|remove|erase|drop|scratch|cancel|clear|get rid of|take off|throw out)"
              + ":? (.+?)(?: (?:from|off|on|in)(?: of)? (?:my |the )?(?:to-?do |todo |to do |task )?lists?)?");
  private static final Pattern ALONE =
      Pattern.compile("(?:delete|remove|erase|drop)(?: (?:a |the )?(?:task|todo|item))?");

  @Override
  public Optional<Intent> read(Sentence sentence) {
    if (sentence.is(ALONE)) {
      return Optional.of(new Intent.Incomplete("delete"));
    }
    return sentence.after(WITH_TASK).map(words -> new Intent.Delete(Reference.of(words)));
  }
}
