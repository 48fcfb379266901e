package io.todochatbot.components.sqlite;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.PubSub;
import io.todochatbot.spi.Setting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * {@code pubsub.sqlite}: a message broker in a file, for the processes of one machine.
 *
 * <p>A published message is on the disk. Every consumer group gets it at least once; the consumers
 * of a group share its messages. Messages of one {@code partitionKey} are delivered in order and
 * one at a time, others side by side. What a consumer had in hand when its process ended goes to
 * another, or to itself once it starts again; what is to be retried comes again after a pause that
 * doubles each time. A group that was there before finds all it missed.
 */
final class SqlitePubSub
    implements PubSub, PubSub.BulkPublisher, PubSub.MessageTtl, PubSub.DeadLetterInbox {

  /** Registers the component. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("pubsub.sqlite", Settings.class, SqlitePubSub::new);
    }
  }

  /** Where a new consumer group begins. */
  public enum InitialOffset {
    /** With the oldest message that is still there. */
    OLDEST,
    /** With the next one published. */
    NEWEST
  }

  /**
   * The settings.
   *
   * @param connectionString the file's path or a {@code file:} URI
   * @param consumerID the consumer group; empty for the app id
   * @param initialOffset where a new group begins
   * @param concurrency how many messages a subscription handles at a time
   * @param retryInterval the first pause before a retry
   * @param maxRetryInterval the longest one
   * @param retention how long messages stay that every group has handled
   * @param abandonedAfter when a group that nobody consumes any more is forgotten
   * @param maxDeadLetters how many of an application wait for each topic at the most
   * @param timeout how long a publish may take
   * @param busyTimeout how long to wait for other processes
   * @param disableWAL for network file systems
   */
  public record Settings(
      @Setting(meaning = "the path of the SQLite file, or a file: URI", aliases = "url")
          String connectionString,
      @Setting(meaning = "the consumer group; the app id if empty") String consumerID,
      @Setting(meaning = "where a new consumer group begins: oldest or newest", fallback = "oldest")
          InitialOffset initialOffset,
      @Setting(meaning = "how many messages a subscription handles at a time", fallback = "10")
          int concurrency,
      @Setting(meaning = "the pause before the first retry; it doubles", fallback = "500ms")
          Duration retryInterval,
      @Setting(meaning = "the longest pause before a retry", fallback = "30s")
          Duration maxRetryInterval,
      @Setting(meaning = "how long messages stay that every group has handled", fallback = "1h")
          Duration retention,
      @Setting(
              meaning = "when a consumer group that nobody consumes any more is forgotten",
              fallback = "168h")
          Duration abandonedAfter,
      @Setting(
              meaning = "how many dead letters of a topic wait for an application at the most",
              fallback = "10000")
          int maxDeadLetters,
      @Setting(meaning = "how long a publish may take", fallback = "20s") Duration timeout,
      @Setting(meaning = "how long to wait for other processes' writes", fallback = "2s")
          Duration busyTimeout,
      @Setting(meaning = "journal in a way that network file systems can take", fallback = "false")
          boolean disableWAL) {}

  private final Settings settings;
  private final String group;
  private final InstantSource clock;
  private final System.Logger log;
  private final SqliteFile file;
  private final MessageSql messages;
  private final SqliteDeadLetters deadLetters;
  private final Consumers consumers;
  private final Housekeeping housekeeping;
  private final Optional<SqliteChanges> changes;
  private final List<SqliteSubscription> subscriptions = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  SqlitePubSub(Settings settings, ComponentContext context) {
    if (settings.concurrency() < 1) {
      throw new ComponentException("invalid value for 'concurrency': must be at least 1");
    }
    this.settings = settings;
    this.group = settings.consumerID().isEmpty() ? context.appId() : settings.consumerID();
    this.clock = context.clock();
    this.log = context.log();
    this.file =
        SqliteFile.open(
            new SqliteFile.Options(
                settings.connectionString(),
                settings.timeout(),
                settings.busyTimeout(),
                settings.disableWAL()),
            PubSubTables::prepare);
    this.messages = new MessageSql(clock);
    this.deadLetters =
        new SqliteDeadLetters(file, messages, settings.maxDeadLetters(), this::wakeSubscriptions);
    this.consumers = new Consumers(clock, ProcessMark.own());
    this.housekeeping =
        new Housekeeping(file, consumers, settings, clock, log, this::wakeSubscriptions);
    this.changes = file.watch(this::wakeSubscriptions);
  }

  @Override
  public void publish(Message message) {
    requireOpen();
    file.write(statements -> messages.insert(statements, message));
    wakeSubscriptions();
  }

  @Override
  public List<Failure> publishAll(
      String topic, List<BulkEntry> entries, Map<String, String> metadata) {
    requireOpen();
    file.writeAll(
        statements -> {
          for (BulkEntry entry : entries) {
            Map<String, String> merged = new HashMap<>(metadata);
            merged.putAll(entry.metadata());
            Optional<String> type = Optional.of(entry.contentType()).filter(t -> !t.isEmpty());
            messages.insert(statements, new Message(topic, entry.data(), type, merged));
          }
          return entries.size();
        });
    wakeSubscriptions();
    return List.of();
  }

  @Override
  public Subscription subscribe(String topic, Map<String, String> metadata, Handler handler) {
    requireOpen();
    boolean oldest = settings.initialOffset() == InitialOffset.OLDEST;
    Consumer consumer = file.writeAll(s -> consumers.register(s, topic, group, oldest));
    SqliteSubscription subscription =
        new SqliteSubscription(
            new Deliveries(file, consumers, consumer, clock, log),
            settings,
            handler,
            log,
            subscriptions::remove);
    subscriptions.add(subscription);
    subscription.start();
    return subscription;
  }

  @Override
  public void keep(String inbox, List<Message> letters) {
    requireOpen();
    deadLetters.keep(inbox, letters);
  }

  @Override
  public int waiting(String inbox) {
    requireOpen();
    return deadLetters.waiting(inbox);
  }

  @Override
  public List<DeadLetter> letters(String inbox, String after, int limit) {
    requireOpen();
    return deadLetters.letters(inbox, after, limit);
  }

  @Override
  public Optional<DeadLetter> letter(String inbox, String id) {
    requireOpen();
    return deadLetters.letter(inbox, id);
  }

  @Override
  public boolean replace(String inbox, String id, Message message) {
    requireOpen();
    return deadLetters.replace(inbox, id, message);
  }

  @Override
  public boolean discard(String inbox, String id) {
    requireOpen();
    return deadLetters.discard(inbox, id);
  }

  @Override
  public void ping() {
    file.read(statements -> statements.query("SELECT 1", row -> row.getInt(1)));
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    subscriptions.forEach(SqliteSubscription::close);
    housekeeping.close();
    changes.ifPresent(SqliteChanges::close);
    file.close();
  }

  private void wakeSubscriptions() {
    subscriptions.forEach(SqliteSubscription::wake);
  }

  private void requireOpen() {
    if (closed) {
      throw new ComponentException("component is closed");
    }
  }
}
