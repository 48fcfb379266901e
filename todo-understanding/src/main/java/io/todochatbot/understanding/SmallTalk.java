package io.todochatbot.understanding;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Greetings, thanks, yes, no and the question what can be said. */
final class SmallTalk implements Understanding.Rule {
  private static final Map<Pattern, Intent> PHRASES = phrases();

  private static Map<Pattern, Intent> phrases() {
    Map<Pattern, Intent> phrases = new LinkedHashMap<>();
    phrases.put(
        Pattern.compile(
            "(?:help|help me|\\?|commands|examples|what can (?:you|i) (?:do|say|ask)(?: .*)?"
                + "|how (?:does this|do you|does it) work|how (?:do|can) i use (?:this|you)"
                + "|what do you do|i need help|what are your (?:commands|options|abilities))"),
        new Intent.Help());
    phrases.put(
        Pattern.compile(
            "(?:hi|hello|hey|hi there|hello there|hey there|good (?:morning|afternoon|evening|day)"
                + "|howdy|greetings|yo|hiya)"),
        new Intent.Greeting());
    phrases.put(
        Pattern.compile(
            "(?:thanks|thank you|thx|ty|cheers|thank you so much|many thanks|thanks a lot"
                + "|thank you very much|much appreciated)(?:[ ,].{0,20})?"),
        new Intent.Thanks());
    phrases.put(
        Pattern.compile(
            "(?:yes|y|yep|yeah|yup|sure|ok|okay|do it|go ahead|confirm|please do|right|correct"
                + "|of course|absolutely)(?:[ ,]+(?:please|do it|go ahead))?"),
        new Intent.Yes());
    phrases.put(
        Pattern.compile(
            "(?:no|n|nope|nah|don't|do not|no thanks|never mind|nevermind|forget it|cancel|stop"
                + "|cancel that|leave it|leave them|neither|none)"),
        new Intent.No());
    return phrases;
  }

  @Override
  public Optional<Intent> read(Sentence sentence) {
    return PHRASES.entrySet().stream()
        .filter(phrase -> sentence.is(phrase.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
