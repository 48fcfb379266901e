package io.todochatbot.conformance.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.todochatbot.conformance.endtoend.Chromium.Look;
import io.todochatbot.conformance.endtoend.Chromium.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole app in one JVM, as {@code ./todo up} runs it. */
final class OneJvmTest extends RunningAppContract {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  OneJvmTest() {
    super(List.of());
  }

  /** Leaves pictures for people to look at: {@code conformance/target/screenshots}. */
  @ParameterizedTest
  @EnumSource
  void everyPageIsDrawnWithoutComplaints(Look look) throws IOException, InterruptedException {
    add("Water the tomatoes");
    say("add call mum on sunday at 4pm");
    try (Chromium chromium = Chromium.start();
        Visit visit = chromium.open(up().ready().page(), look)) {
      Page page = visit.page();
      assertThat(page.locator("#live")).hasText("Live");
      shoot(page, look, "tasks");
      if (look.isPhone()) {
        page.locator("[data-show=chat]").click();
        shoot(page, look, "chat");
      }
      page.locator("nav >> text=Analytics").click();
      assertThat(page.locator("[data-count=TASK_CREATED]")).isVisible();
      shoot(page, look, "analytics");
      org.assertj.core.api.Assertions.assertThat(visit.complaints()).isEmpty();
    }
  }

  private static void shoot(Page page, Look look, String what) {
    String name = look.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + what + ".png";
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)));
  }
}
