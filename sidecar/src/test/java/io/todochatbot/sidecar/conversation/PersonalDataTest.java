package io.todochatbot.sidecar.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalDataTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mail me at x@y.com or 555-123-4567 | mail me at <EMAIL_ADDRESS> or <ISBN>
          my number is +2222222222           | my number is <PHONE_NUMBER>
          call 415-555-0123 ext 4            | call <PHONE_NUMBER>
          from 10.8.9.1 and back             | from <IP> and back
          from fe80:0:0:0:1:2:3:4            | from <IP>
          from 2001:db8::1.                  | from <IP>.
          card 4111 1111 1111 1111           | card <CREDIT_CARD>
          at 221 Baker Street.               | at <STREET_ADDRESS>
          ssn 078-05-1120 here               | ssn <US_SSN> here
          P.O. Box 12                        | <PO_BOX>
          mac 00:1b:44:11:3a:b7              | mac <MAC_ADDRESS>
          see https://x.com/a@b.com ok       | see https://x.com/a@b.com ok
          git@host.com:me/repo.git           | git@host.com:me/repo.git
          nothing at all                     | nothing at all
          """)
  void replacesWhatItFinds(String text, String scrubbed) {
    assertThat(PersonalData.scrub(text)).isEqualTo(scrubbed);
  }

  @Test
  void goesOnBehindFindsThatOverlap() {
    assertThat(PersonalData.scrub("4111 1111 1111 1111, x@y.com"))
        .isEqualTo("<CREDIT_CARD>, <EMAIL_ADDRESS>");
  }

  @Test
  void readsALongTextWithoutAnyInOneGo() {
    String text = "a".repeat(200_000);
    assertThat(PersonalData.scrub(text)).isEqualTo(text);
  }
}
