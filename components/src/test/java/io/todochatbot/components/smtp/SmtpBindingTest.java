package io.todochatbot.components.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.todochatbot.spi.OutputBinding.Request;
import io.todochatbot.spi.TestContext;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpBindingTest {
  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void sendsWhatSettingsAndRequestSay() throws MessagingException, IOException {
    SmtpBinding binding = binding("", "");
    assertThat(
            binding.invoke(
                create(
                    "\"<p>Grüße</p>\"",
                    Map.of(
                        "subject", "für\r\nX-Evil: 1",
                        "emailCC", "c@x.org;d@x.org",
                        "emailBCC", "hidden@x.org",
                        "priority", "1"))))
        .isEmpty();
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(server.getReceivedMessages()).as("one for each recipient").hasSize(4);
    assertThat(mail.getSubject()).isEqualTo("für X-Evil: 1");
    assertThat(mail.getHeader("X-Evil")).isNull();
    assertThat(mail.getHeader("From")).containsExactly("me@x.org");
    assertThat(mail.getHeader("To")).containsExactly("you@x.org");
    assertThat(mail.getHeader("Cc")).containsExactly("c@x.org, d@x.org");
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getHeader("X-Priority")).containsExactly("1");
    assertThat(mail.getHeader("Date")).containsExactly("Mon, 4 May 2026 10:00:00 GMT");
    assertThat(mail.getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
    assertThat(((String) mail.getContent()).strip()).isEqualTo("<p>Grüße</p>");
  }

  @Test
  void forgetsWhatOneRequestSaid() throws MessagingException {
    SmtpBinding binding = binding("", "");
    binding.invoke(create("a", Map.of("subject", "special", "emailTo", "other@x.org")));
    binding.invoke(create("b", Map.of()));
    assertThat(server.getReceivedMessages()[1].getSubject()).isEqualTo("usual");
    assertThat(server.getReceivedMessages()[1].getHeader("To")).containsExactly("you@x.org");
  }

  @Test
  void logsIn() {
    server.setUser("me", "secret");
    binding("me", "secret").invoke(create("a", Map.of()));
    assertThat(server.getReceivedMessages()).hasSize(1);
    assertThatThrownBy(() -> binding("me", "wrong").invoke(create("a", Map.of())))
        .hasMessageStartingWith("error from smtp binding, sending email failed: ")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> binding("", "").invoke(create("a", Map.of("emailTo", "no address"))))
        .hasMessageStartingWith("error from smtp binding, sending email failed: ");
    assertThatThrownBy(() -> binding("", "").invoke(create("a", Map.of("priority", "6"))))
        .hasMessageContaining("between 1 (highest) and 5 (lowest)");
    assertThatThrownBy(() -> binding("me", ""))
        .hasMessage("smtp binding error: both user and password fields are required in metadata");
    assertThatThrownBy(() -> binding(0, "", "", ""))
        .hasMessage("smtp binding error: host and port fields are required in metadata");
    assertThatThrownBy(
            () -> binding(server.getSmtp().getPort(), "", "", "").invoke(create("a", Map.of())))
        .hasMessage(
            "smtp binding error: subject property not supplied in configuration- or"
                + " request-metadata");
  }

  private SmtpBinding binding(String user, String password) {
    return binding(server.getSmtp().getPort(), user, password, "usual");
  }

  private static SmtpBinding binding(int port, String user, String password, String subject) {
    return new SmtpBinding(
        new SmtpBinding.Settings(
            "127.0.0.1",
            port,
            user,
            password,
            false,
            "me@x.org",
            "you@x.org",
            "",
            "",
            subject,
            "3"),
        new TestContext().context());
  }

  private static Request create(String data, Map<String, String> metadata) {
    return new Request("create", data.getBytes(StandardCharsets.UTF_8), metadata);
  }
}
