package io.todochatbot.components.smtp;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentContext;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.OutputBinding;
import io.todochatbot.spi.Setting;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * {@code bindings.smtp}: sends a mail for each {@code create}. Addresses, subject and priority may
 * come with the request in place of the settings; unlike daprd's they are then gone again.
 */
final class SmtpBinding implements OutputBinding {
  private static final int TLS_PORT = 465;
  private static final String TIMEOUT_MILLIS = "30000";

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
  private final Session session;
  private final InstantSource clock;

  SmtpBinding(Settings settings, ComponentContext context) {
    check(settings);
    this.settings = settings;
    this.clock = context.clock();
    this.session = Session.getInstance(properties(settings));
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
    Mail mail = Mail.of(settings, request);
    try {
      MimeMessage message = mail.compose(session, clock.instant());
      try (Transport transport = session.getTransport("smtp")) {
        connect(transport);
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException e) {
      throw new ComponentException(
          "error from smtp binding, sending email failed: " + e.getMessage(), e);
    }
    return Optional.empty();
  }

  private void connect(Transport transport) throws MessagingException {
    if (settings.user().isEmpty()) {
      transport.connect();
    } else {
      transport.connect(settings.user(), settings.password());
    }
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

  private static Properties properties(Settings settings) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", settings.host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
    properties.setProperty("mail.smtp.starttls.enable", "true");
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.port() == TLS_PORT));
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    properties.setProperty(
        "mail.smtp.ssl.checkserveridentity", Boolean.toString(!settings.skipTLSVerify()));
    if (settings.skipTLSVerify()) {
      properties.setProperty("mail.smtp.ssl.trust", "*");
    }
    return properties;
  }
}
