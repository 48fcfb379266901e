package io.todochatbot.conformance.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The machine's Chromium, without a window. */
final class Chromium implements AutoCloseable {
  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** How somebody looks at the page. */
  enum Look {
    DESKTOP_LIGHT(1280, 800, ColorScheme.LIGHT),
    DESKTOP_DARK(1280, 800, ColorScheme.DARK),
    PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
    PHONE_DARK(390, 844, ColorScheme.DARK);

    private final int width;
    private final int height;
    private final ColorScheme scheme;

    Look(int width, int height, ColorScheme scheme) {
      this.width = width;
      this.height = height;
      this.scheme = scheme;
    }

    boolean isPhone() {
      return width < height;
    }
  }

  /** Starts it, or skips the test where there is none. */
  static Chromium start() {
    List<Path> programs =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(
                name ->
                    Stream.of("/usr/bin/", "/usr/local/bin/", "/snap/bin/")
                        .map(dir -> Path.of(dir + name)))
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(!programs.isEmpty(), "needs chromium (Debian: apt install chromium)");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(programs.getFirst())
                    .setArgs(List.of("--no-sandbox")));
    return new Chromium(playwright, browser);
  }

  /** Opens an address as somebody who was never here. */
  Visit open(String address, Look look) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width, look.height)
                .setHasTouch(look.isPhone())
                .setColorScheme(look.scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
    List<String> complaints = new CopyOnWriteArrayList<>();
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text() + " at " + message.location());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(address);
    return new Visit(context, page, complaints);
  }

  /**
   * One person's browser.
   *
   * @param context their cookies
   * @param page what they look at
   * @param complaints what stands in its console, violations of the content security policy too
   */
  record Visit(BrowserContext context, Page page, List<String> complaints)
      implements AutoCloseable {
    /** From here on {@link #wasReloaded} tells whether the page was loaded again. */
    void mark() {
      page.evaluate("window.markOfTheTest = true");
    }

    boolean wasReloaded() {
      return !Boolean.TRUE.equals(page.evaluate("window.markOfTheTest === true"));
    }

    /** Whether something is wider than the screen. */
    boolean scrollsSideways() {
      return Boolean.TRUE.equals(
          page.evaluate("document.documentElement.scrollWidth > window.innerWidth"));
    }

    @Override
    public void close() {
      context.close();
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
