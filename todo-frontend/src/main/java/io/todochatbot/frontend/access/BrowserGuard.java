package io.todochatbot.frontend.access;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.todochatbot.todo.web.Problem;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands between us and what another web page may talk this person's browser into.
 *
 * <ul>
 *   <li>A changing request must come from a page of ours: its {@code Origin} is the host it asks,
 *       and {@code Sec-Fetch-Site} does not say otherwise. {@code SameSite=Strict} alone would let
 *       every other port of this machine in.
 *   <li>While we listen on this machine only, the host asked for is an address or {@code
 *       localhost}: a name that somebody points at 127.0.0.1 (DNS rebinding) is refused.
 * </ul>
 *
 * Programs send neither header and pass; they show a token instead.
 */
public final class BrowserGuard {
  private static final Set<HandlerType> HARMLESS =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9a-f:.%]+]|\\d{1,3}(\\.\\d{1,3}){3}");

  private final boolean local;

  /** For a server that listens on this address. */
  public BrowserGuard(String listenAddress) {
    this.local = isLoopback(listenAddress);
  }

  /**
   * Refuses a request that no page of ours makes.
   *
   * @throws Problem 403 saying which header gave it away
   */
  public void check(Context ctx) {
    String host = String.valueOf(ctx.host()).toLowerCase(Locale.ROOT);
    if (local && !isAddressOrLocalhost(host)) {
      throw new Problem(
          403, "This page is served to 127.0.0.1 and localhost only, not to the name " + host);
    }
    if (HARMLESS.contains(ctx.method())) {
      return;
    }
    String origin = ctx.header("Origin");
    if (origin != null && !host.equals(authority(origin))) {
      throw new Problem(403, "This request comes from another site: " + origin);
    }
    String site = ctx.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw new Problem(403, "This request comes from another site");
    }
  }

  private static boolean isAddressOrLocalhost(String host) {
    String name = host.replaceFirst(":\\d+$", "");
    return name.equals("localhost") || ADDRESS.matcher(name).matches();
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("::1") || address.equals("localhost");
  }

  private static @Nullable String authority(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null ? null : authority.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException expected) {
      return null; // what is no URI is no page of ours
    }
  }
}
