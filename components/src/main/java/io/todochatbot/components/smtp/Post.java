package io.todochatbot.components.smtp;

import io.todochatbot.spi.ComponentException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;
import java.util.Properties;

/** The way of a mail to the server; apart, so that a sidecar without it loads no mail library. */
final class Post {
  private static final int TLS_PORT = 465;
  private static final String TIMEOUT_MILLIS = "30000";

  private final SmtpBinding.Settings settings;
  private final Session session;
  private final InstantSource clock;

  Post(SmtpBinding.Settings settings, InstantSource clock) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings));
    this.clock = clock;
  }

  /**
   * Sends {@code mail}; returns once the server has taken it.
   *
   * @throws ComponentException if an address is none, or the server doesn't take it
   */
  void send(Mail mail) {
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
  }

  private void connect(Transport transport) throws MessagingException {
    if (settings.user().isEmpty()) {
      transport.connect();
    } else {
      transport.connect(settings.user(), settings.password());
    }
  }

  private static Properties properties(SmtpBinding.Settings settings) {
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
