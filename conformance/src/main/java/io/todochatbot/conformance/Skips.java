package io.todochatbot.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The program that ends {@code ./todo test}: reads the test reports of all modules and prints the
 * skips by reason. Needs nothing but the JDK.
 *
 * <p>A skip without a reason is a failure. With {@code TODO_REQUIRE_SERVERS=1} (where the servers
 * and runtimes that tests need can be installed) so is a skip for want of one of them.
 */
public final class Skips {
  /** What the test command installs where it may; the reason of a skip for want of one names it. */
  private static final List<String> INSTALLABLE =
      List.of("redis-server", "postgres", "prometheus", "chromium", "python3", "nodejs", "node.js");

  private static final int UNREADABLE = 2;

  private final boolean serversRequired;

  private Skips(boolean serversRequired) {
    this.serversRequired = serversRequired;
  }

  /** One test that was not run, and why. */
  private record Skip(String test, String reason) {}

  /** Runs for the project in the folder {@code args[0]} and ends the process. */
  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("usage: skips PROJECT-FOLDER");
      System.exit(UNREADABLE);
      return;
    }
    System.exit(
        run(
            Path.of(args[0]),
            "1".equals(System.getenv("TODO_REQUIRE_SERVERS")),
            System.out,
            System.err));
  }

  /**
   * Prints the skips found in {@code project/*}{@code /target/surefire-reports}.
   *
   * @param serversRequired whether a skip for want of an installable server is a failure
   * @return 0, 1 if a skip is a failure, 2 if a report can't be read
   */
  static int run(Path project, boolean serversRequired, PrintStream out, PrintStream err) {
    try {
      return new Skips(serversRequired).print(read(project), out, err);
    } catch (IOException e) {
      err.println("skips: " + e.getMessage());
      return UNREADABLE;
    }
  }

  private int print(List<Skip> skips, PrintStream out, PrintStream err) {
    Map<String, List<Skip>> byReason = new TreeMap<>();
    skips.forEach(
        skip -> byReason.computeIfAbsent(skip.reason(), r -> new ArrayList<>()).add(skip));
    out.println(skips.isEmpty() ? "skipped by reason: none" : "skipped by reason:");
    byReason.forEach(
        (reason, all) ->
            out.printf("%5d  %s%n", all.size(), reason.isEmpty() ? "(no reason given)" : reason));
    List<Skip> wrong = skips.stream().filter(this::isFailure).toList();
    wrong.forEach(
        skip ->
            err.println("skips: must not be skipped here: " + skip.test() + ": " + skip.reason()));
    return wrong.isEmpty() ? 0 : 1;
  }

  private boolean isFailure(Skip skip) {
    String reason = skip.reason().toLowerCase(java.util.Locale.ROOT);
    return reason.isEmpty() || (serversRequired && INSTALLABLE.stream().anyMatch(reason::contains));
  }

  private static List<Skip> read(Path project) throws IOException {
    List<Path> reports = new ArrayList<>();
    try (Stream<Path> modules = Files.list(project)) {
      for (Path module : modules.sorted().toList()) {
        Path folder = module.resolve("target/surefire-reports");
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.list(folder)) {
            files
                .filter(file -> String.valueOf(file.getFileName()).matches("TEST-.*\\.xml"))
                .sorted()
                .forEach(reports::add);
          }
        }
      }
    }
    List<Skip> skips = new ArrayList<>();
    for (Path report : reports) {
      skips.addAll(skips(report));
    }
    return skips;
  }

  private static List<Skip> skips(Path report) throws IOException {
    NodeList skipped = parse(report).getElementsByTagName("skipped");
    List<Skip> skips = new ArrayList<>();
    for (int i = 0; i < skipped.getLength(); i++) {
      Element element = (Element) skipped.item(i);
      Element test = (Element) element.getParentNode();
      skips.add(
          new Skip(
              test.getAttribute("classname") + "." + test.getAttribute("name"), reason(element)));
    }
    return skips;
  }

  /** What the test said, without what JUnit says around it. */
  private static String reason(Element skipped) {
    String said =
        skipped.getAttribute("message").isBlank()
            ? skipped.getTextContent()
            : skipped.getAttribute("message");
    String reason = said.lines().findFirst().orElse("").strip();
    return reason
        .replaceFirst("^(org\\.opentest4j\\.TestAbortedException: ?)?(Assumption failed: ?)?", "")
        .replaceFirst("^assumption is not true$|^.* is @Disabled$", "");
  }

  private static Document parse(Path report) throws IOException {
    try (InputStream in = Files.newInputStream(report)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(in);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(report + " is no test report: " + e.getMessage(), e);
    }
  }
}
