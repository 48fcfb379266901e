package io.todochatbot.components.smtp;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.OutputBinding;
import io.todochatbot.spi.Setting;
import java.util.List;
import java.util.Optional;

/**
 * {@code bindings.smtp}: sends a mail for each {@code create}. Addresses, subject and priority may
 * come with the request in place of the settings; unlike daprd's they are then gone again.
 */
final class SmtpBinding implements OutputBinding {
  /** Registers the binding. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super("bindings.smtp", Settings.class, SmtpBinding::new);
    }
  }

  /**
   * The settings.
   *
   * @param host the server
   * @param port its port
   * @param user who sends
   * @param password proof of that
   * @param skipTLSVerify whether any certificate will do
   * @param emailFrom the sender's address
   * @param emailTo addresses
   * @param emailCC addresses
   * @param emailBCC addresses
   * @param subject the subject
   * @param priority from 1 to 5
   */
  public record Settings(
      @Setting(meaning = "the host of the SMTP server") String host,
      @Setting(
              meaning = "its port; 465 means TLS from the beginning, others STARTTLS if offered",
              fallback = "0")
          int port,
      @Setting(meaning = "who logs in; nobody if empty") String user,
      @Setting(meaning = "the password of the user", secret = true) String password,
      @Setting(meaning = "whether any certificate of the server will do", fallback = "false")
          boolean skipTLSVerify,
      @Setting(meaning = "the sender's address") String emailFrom,
      @Setting(meaning = "the recipients' addresses, separated by ;") String emailTo,
      @Setting(meaning = "addresses that get a copy, separated by ;") String emailCC,
      @Setting(meaning = "addresses that get a hidden copy, separated by ;") String emailBCC,
      @Setting(meaning = "the subject") String subject,
      @Setting(meaning = "from 1 (highest) to 5 (lowest)", fallback = "3") String priority) {}

  private final Settings settings;
  private final Post post;

  SmtpBinding(Settings settings, ComponentContext context) {
    check(settings);
    this.settings = settings;
    this.post = new Post(settings, context.clock());
    if (settings.user().isEmpty()) {
      context.log().log(
          System.Logger.Level.WARNING, "smtp binding warn: User and password are empty");
    }
    if (settings.skipTLSVerify()) {
      context.log().log(
          System.Logger.Level.WARNING,
          "smtp binding warn: Skip TLS Verification is enabled. This is insecure and is NOT"
              + " recommended for production scenarios.");
    }
  }

  @Override
  public List<String> operations() {
    return List.of("create");
  }

  @Override
  public Optional<Result> invoke(Request request) {
    post.send(Mail.of(settings, request));
    return Optional.empty();
  }

  private static void check(Settings settings) {
    if (settings.host().isEmpty() || settings.port() == 0) {
      throw new ComponentException(
          "smtp binding error: host and port fields are required in metadata");
    }
    if (settings.user().isEmpty() != settings.password().isEmpty()) {
      throw new ComponentException(
          "smtp binding error: both user and password fields are required in metadata");
    }
    Mail.priority(settings.priority());
  }
}
