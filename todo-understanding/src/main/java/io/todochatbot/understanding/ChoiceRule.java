package io.todochatbot.understanding;

import java.util.Optional;
import java.util.regex.Pattern;

/** "2", "the second one": an answer rather than a command. */
final class ChoiceRule implements Understanding.Rule {
  private static final Pattern CHOICE =
      Pattern.compile(
          "(?:the )?(?:#?\\d{1,3}|number \\d{1,3}|(?:last|first|second|third|fourth|fifth"
              + "|\\d{1,2}(?:st|nd|rd|th))(?: one)?)");

  @Override
  public Optional<Intent> read(Sentence sentence) {
    return sentence.is(CHOICE)
        ? Optional.of(new Intent.Choice(Reference.of(sentence.text())))
        : Optional.empty();
  }
}
