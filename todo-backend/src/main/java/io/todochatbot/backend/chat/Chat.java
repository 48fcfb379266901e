package io.todochatbot.backend.chat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.todochatbot.backend.account.Caller;
import io.todochatbot.backend.task.Refusal;
import io.todochatbot.backend.task.Task;
import io.todochatbot.backend.task.TaskJson;
import io.todochatbot.backend.task.Tasks;
import io.todochatbot.todo.dapr.Dapr;
import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.TodoEvent;
import io.todochatbot.understanding.Intent;
import io.todochatbot.understanding.Reference;
import io.todochatbot.understanding.TitleMatch;
import io.todochatbot.understanding.Understanding;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chatbot: understands a message in the light of the conversation, acts, answers. */
public final class Chat {
  private static final Logger LOG = LoggerFactory.getLogger(Chat.class);
  private final Tasks tasks;
  private final Conversations conversations;
  private final ConversationLog log;
  private final Clock clock;

  /** A bot on these tasks, which remembers conversations in the sidecar's state store. */
  public Chat(Tasks tasks, Dapr dapr, ConversationLog log, Clock clock) {
    this.tasks = tasks;
    this.conversations = new Conversations(dapr);
    this.log = log;
    this.clock = clock;
  }

  /**
   * Answers a message.
   *
   * @param conversationId null begins a new conversation
   * @param zone in which "tomorrow" is understood
   */
  public Answer say(Caller caller, String message, @Nullable String conversationId, ZoneId zone) {
    String conversation =
        conversationId == null ? UuidCreator.getTimeOrderedEpoch().toString() : conversationId;
    Context context =
        conversationId == null ? Context.EMPTY : conversations.load(caller.userId(), conversation);
    ZonedDateTime now = clock.instant().atZone(zone);
    Intent intent = Understanding.of(message, now);
    Turn turn = turn(new Conduct(tasks, caller, context, now), message, intent);
    conversations.save(caller.userId(), conversation, turn.context());
    note(caller, conversation, intent);
    List<Task> shown = turn.shown();
    return new Answer(
        turn.reply(),
        conversation,
        turn.changed(),
        shown == null ? null : shown.stream().map(TaskJson::of).toList(),
        turn.context().pending() != null);
  }

  private Turn turn(Conduct conduct, String message, Intent intent) {
    try {
      Pending pending = conduct.context().pending();
      if (pending != null) {
        Optional<Turn> answered = answer(conduct, pending, message, intent);
        if (answered.isPresent()) {
          return answered.get();
        }
      }
      return carryOut(conduct, intent);
    } catch (Refusal e) {
      return Turn.said("I changed nothing. " + e.getMessage(), conduct.context().withoutQuestion());
    }
  }

  private static Turn carryOut(Conduct conduct, Intent intent) {
    return switch (intent) {
      case Intent.Add add -> conduct.add(add.title(), add.due());
      case Intent.Show show -> conduct.show(show.filter());
      case Intent.Complete complete -> conduct.act(Pending.Verb.COMPLETE, complete.task(), null);
      case Intent.Delete delete -> conduct.act(Pending.Verb.DELETE, delete.task(), null);
      case Intent.Rename rename -> conduct.act(Pending.Verb.RENAME, rename.task(), rename.title());
      case Intent.Reschedule move ->
          conduct.act(Pending.Verb.RESCHEDULE, move.task(), move.due().toString());
      case Intent.Incomplete incomplete -> ask(conduct, incomplete.verb());
      case Intent.Help i -> conduct.smallTalk(i);
      case Intent.Greeting i -> conduct.smallTalk(i);
      case Intent.Thanks i -> conduct.smallTalk(i);
      case Intent.Yes i -> conduct.smallTalk(i);
      case Intent.No i -> conduct.smallTalk(i);
      case Intent.ImpossibleDate i -> conduct.smallTalk(i);
      case Intent.Choice i -> conduct.smallTalk(i);
      case Intent.Other i -> conduct.smallTalk(i);
    };
  }

  private static Turn ask(Conduct conduct, String verb) {
    Context context = conduct.context();
    return switch (verb) {
      case "add" ->
          Turn.said(
              "What shall I add?", context.asking(new Pending(Pending.Verb.ADD, List.of(), null)));
      case "complete" ->
          Turn.said(
              "Which task is done?",
              context.asking(new Pending(Pending.Verb.COMPLETE, List.of(), null)));
      case "delete" ->
          Turn.said(
              "Which task shall I delete?",
              context.asking(new Pending(Pending.Verb.DELETE, List.of(), null)));
      default ->
          Turn.said("Say for example: rename buy milk to buy oat milk", context.withoutQuestion());
    };
  }

  /** The answer to what the bot asked; empty if the message is about something else. */
  private Optional<Turn> answer(Conduct conduct, Pending pending, String message, Intent intent) {
    if (intent instanceof Intent.No) {
      return Optional.of(conduct.smallTalk(intent));
    }
    return switch (pending.verb()) {
      case ADD ->
          intent instanceof Intent.Other
              ? Optional.of(carryOut(conduct, added(conduct, message)))
              : Optional.empty();
      case DELETE_ALL ->
          intent instanceof Intent.Yes
              ? Optional.of(conduct.each(Pending.Verb.DELETE_ALL, known(conduct, pending)))
              : Optional.empty();
      case COMPLETE, DELETE, RENAME, RESCHEDULE -> chosen(conduct, pending, message, intent);
    };
  }

  private static Intent added(Conduct conduct, String message) {
    return Understanding.of("add " + message, conduct.now());
  }

  private Optional<Turn> chosen(Conduct conduct, Pending pending, String message, Intent intent) {
    boolean chooses = intent instanceof Intent.Choice || intent instanceof Intent.Other;
    if (pending.candidates().isEmpty()) {
      return chooses
          ? Optional.of(conduct.act(pending.verb(), Reference.of(message), pending.value()))
          : Optional.empty();
    }
    List<Task> candidates = known(conduct, pending);
    List<Task> meant =
        intent instanceof Intent.Choice choice
            ? new Lookup(candidates, conduct.context()).find(choice.task())
            : TitleMatch.among(candidates.stream().map(Task::title).toList(), message).stream()
                .map(candidates::get)
                .toList();
    if (meant.size() == 1
        && (chooses || meant.getFirst().title().equalsIgnoreCase(message.strip()))) {
      return Optional.of(conduct.act(pending.verb(), meant.getFirst(), pending.value()));
    }
    return chooses
        ? Optional.of(conduct.which(pending.verb(), candidates, pending.value()))
        : Optional.empty();
  }

  private List<Task> known(Conduct conduct, Pending pending) {
    return pending.candidates().stream()
        .flatMap(id -> tasks.find(conduct.caller(), id).stream())
        .toList();
  }

  /** Statistics must not spoil an answer: what the user wanted is already done. */
  private void note(Caller caller, String conversation, Intent intent) {
    try {
      log.said(
          caller.userId(),
          conversation,
          event(caller, new TodoEvent.ConversationCreated(conversation)),
          event(caller, new TodoEvent.MessageSent(conversation, intent.label())));
    } catch (RuntimeException e) {
      LOG.warn("The message is not counted: {}", e.getMessage());
    }
  }

  private Envelope event(Caller caller, TodoEvent event) {
    return Envelope.of(event, caller.userId(), caller.correlationId(), clock);
  }
}
