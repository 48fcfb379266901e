package io.todochatbot.components.smtp;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.OutputBinding;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One mail: what the settings say, where the request doesn't say otherwise. */
record Mail(
    String from, String to, String cc, String bcc, String subject, int priority, String body) {
  private static final int HIGHEST = 1;
  private static final int LOWEST = 5;

  /**
   * The mail that {@code request} asks for.
   *
   * @throws ComponentException if sender, recipient or subject are missing
   */
  static Mail of(SmtpBinding.Settings settings, OutputBinding.Request request) {
    Function<String, String> given = name -> request.entry(name).orElse("");
    return new Mail(
        required("emailFrom", or(given.apply("emailFrom"), settings.emailFrom())),
        required("emailTo", or(given.apply("emailTo"), settings.emailTo())),
        or(given.apply("emailCC"), settings.emailCC()),
        or(given.apply("emailBCC"), settings.emailBCC()),
        required("subject", or(given.apply("subject"), settings.subject())),
        priority(or(given.apply("priority"), settings.priority())),
        Text.of(request.data()));
  }

  /**
   * Reads a priority.
   *
   * @throws ComponentException if it is none
   */
  static int priority(String text) {
    int priority;
    try {
      priority = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new ComponentException.BadRequest(
          "smtp binding error: priority \"" + text + "\" is no number");
    }
    if (priority < HIGHEST || priority > LOWEST) {
      throw new ComponentException.BadRequest(
          "smtp binding error:  priority value must be between "
              + HIGHEST
              + " (highest) and "
              + LOWEST
              + " (lowest)");
    }
    return priority;
  }

  /**
   * The message, ready to be sent.
   *
   * @throws MessagingException if an address is none
   */
  MimeMessage compose(Session session, Instant now) throws MessagingException {
    MimeMessage message = new MimeMessage(session);
    message.setFrom(new InternetAddress(from, true));
    message.setRecipients(RecipientType.TO, addresses(to));
    message.setRecipients(RecipientType.CC, addresses(cc));
    message.setRecipients(RecipientType.BCC, addresses(bcc));
    // a line break would begin another header
    message.setSubject(subject.replaceAll("[\r\n]+", " "), StandardCharsets.UTF_8.name());
    message.setHeader("X-Priority", Integer.toString(priority));
    message.setHeader(
        "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
    message.setText(body, StandardCharsets.UTF_8.name(), "html");
    message.saveChanges();
    return message;
  }

  private static Address[] addresses(String list) throws MessagingException {
    List<Address> addresses = new ArrayList<>();
    for (String address : List.of(list.split(";", -1))) {
      if (!address.isBlank()) {
        addresses.add(new InternetAddress(address.strip(), true));
      }
    }
    return addresses.toArray(Address[]::new);
  }

  private static String or(String given, String setting) {
    return given.isEmpty() ? setting : given;
  }

  private static String required(String name, String value) {
    if (value.isEmpty()) {
      throw new ComponentException.BadRequest(
          "smtp binding error: "
              + name
              + " property not supplied in configuration- or request-metadata");
    }
    return value;
  }
}
