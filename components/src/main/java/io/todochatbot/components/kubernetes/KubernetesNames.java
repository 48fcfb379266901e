package io.todochatbot.components.kubernetes;

import com.google.auto.service.AutoService;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.ComponentProvider;
import io.todochatbot.spi.NameResolver;
import io.todochatbot.spi.Setting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code nameresolution.kubernetes}: the cluster's DNS knows the sidecars, by the service that
 * Dapr's operator makes for each application. Nothing is registered.
 */
final class KubernetesNames implements NameResolver {
  /** Registers the resolver. */
  @AutoService(ComponentProvider.class)
  public static final class Provider extends ComponentProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(
          "nameresolution.kubernetes",
          Settings.class,
          (settings, context) -> new KubernetesNames(settings, InetAddress::getAllByName));
    }
  }

  /**
   * The settings.
   *
   * @param clusterDomain the cluster's domain
   * @param template the address in place of the usual one
   */
  public record Settings(
      @Setting(meaning = "the domain of the cluster", fallback = "cluster.local")
          String clusterDomain,
      @Setting(
              meaning =
                  "the address of a sidecar in place of"
                      + " ID-dapr.NAMESPACE.svc.DOMAIN:PORT, with {{.ID}}, {{.Namespace}} and"
                      + " {{.Port}}")
          String template) {}

  /** Asks DNS. */
  @FunctionalInterface
  interface Lookup {
    /** All addresses of a host. */
    InetAddress[] all(String host) throws UnknownHostException;
  }

  private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*(.*?)\\s*\\}\\}");
  private static final Set<String> FIELDS = Set.of(".ID", ".Namespace", ".Port");

  private final String template;
  private final Lookup lookup;
  private volatile int port;

  KubernetesNames(Settings settings, Lookup lookup) {
    String domain = settings.clusterDomain().isEmpty() ? "cluster.local" : settings.clusterDomain();
    this.template =
        settings.template().isEmpty()
            ? "{{.ID}}-dapr.{{.Namespace}}.svc." + domain + ":{{.Port}}"
            : settings.template();
    this.lookup = lookup;
    check(template);
  }

  /** Only notes the port: all sidecars of a cluster listen on the same. */
  @Override
  public void register(Instance self) {
    port = self.port();
  }

  @Override
  public List<String> resolve(String appId, String namespace) {
    String address = address(appId, namespace);
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? address : address.substring(0, colon);
    String behind = ":" + (colon < 0 ? Integer.toString(port) : address.substring(colon + 1));
    try {
      return Arrays.stream(lookup.all(host)).map(ip -> text(ip) + behind).toList();
    } catch (UnknownHostException e) {
      throw new ComponentException.NotFound(
          "failed to resolve address for '"
              + host
              + "': lookup "
              + host
              + ": no such host; is "
              + appId
              + " deployed in namespace "
              + namespace
              + " with a Dapr sidecar?");
    }
  }

  /** The address as DNS knows it. */
  String address(String appId, String namespace) {
    return FIELD
        .matcher(template)
        .replaceAll(field -> Matcher.quoteReplacement(value(field, appId, namespace)));
  }

  private String value(MatchResult field, String appId, String namespace) {
    return switch (field.group(1)) {
      case ".ID" -> appId;
      case ".Namespace" -> namespace;
      default -> Integer.toString(port);
    };
  }

  private static void check(String template) {
    FIELD
        .matcher(template)
        .results()
        .map(field -> field.group(1))
        .filter(field -> !FIELDS.contains(field))
        .findFirst()
        .ifPresent(
            field -> {
              throw new ComponentException(
                  "template: {{"
                      + field
                      + "}} is nothing that a name has (expected: {{.ID}}, {{.Namespace}} or"
                      + " {{.Port}})");
            });
  }

  private static String text(InetAddress ip) {
    String text = ip.getHostAddress();
    return text.indexOf(':') < 0 ? text : "[" + text + "]";
  }
}
