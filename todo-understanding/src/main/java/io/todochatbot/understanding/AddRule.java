package io.todochatbot.understanding;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** "add buy milk tomorrow at 5pm", "remind me on friday to call mum", "I need to pay the rent". */
final class AddRule implements Understanding.Rule {
  private static final String TASK = "(?:task|todo|to-do|to do|item|reminder|entry|note)";
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(
              "(?:add|create|make|set(?: up)?|put|new|start|insert|enter|give me)(?: me)?(?: an?| the| another)?"
                  + "(?: new)? "
                  + TASK
                  + "\\b(?: (?:to|called|named|titled|for|that says|saying))?:? (.+)"),
          Pattern.compile(
              "(?:add|create|put|new|note|note down|write down|jot down|insert|enter|include)(?: that i (?:need|have) to)?:? (.+)"),
          Pattern.compile("(?:remind|reminder)(?: me)?(?: to| about| that| of)?:? (.+)"),
          Pattern.compile(
              "(?:(?:i|we) (?:should|ought to)|(?:i |we )?(?:need to|must|have to|gotta|got to"
                  + "|have got to)) (?:remember to )?((?!know\\b|find out\\b|see\\b|hear\\b).+)"),
          Pattern.compile("(?:don't|do not|never|dont) (?:let me )?forget (?:to |about )?(.+)"),
          Pattern.compile("remember (?:to |about )?(.+)"),
          Pattern.compile("(?:todo|to do|to-do|task): ?(.+)"));
  private static final Pattern ALONE =
      Pattern.compile(
          "(?:add|create|new|make)(?: an?| the)?(?: new)?(?: " + TASK + ")?|remind me|reminder");
  private static final Pattern LIST_TAIL =
      Pattern.compile(
          "(.+?) (?:to|on|onto|in|into) (?:my|the|our) (?:to-?do |todo |to do |task |tasks )?lists?(.*)");

  @Override
  public Optional<Intent> read(Sentence sentence) {
    if (sentence.is(ALONE)) {
      return Optional.of(new Intent.Incomplete("add"));
    }
    return FORMS.stream()
        .map(sentence::after)
        .flatMap(Optional::stream)
        .findFirst()
        .map(words -> Titles.task(withoutList(words), sentence.dates()));
  }

  private static String withoutList(String words) {
    var tail = LIST_TAIL.matcher(words);
    return tail.matches() ? tail.group(1) + tail.group(2) : words;
  }
}
