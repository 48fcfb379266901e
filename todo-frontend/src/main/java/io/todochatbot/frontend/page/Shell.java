package io.todochatbot.frontend.page;

/**
 * What every page has around its content.
 *
 * @param assets where the static files are
 * @param place which page it is
 * @param pageKey proves with every request of the page whose it is, for a browser that keeps no
 *     cookie; empty where the cookie does
 */
public record Shell(Assets assets, Place place, String pageKey) {

  /** The pages. */
  public enum Place {
    /** The list and the chat. */
    TASKS,
    /** The charts. */
    ANALYTICS,
    /** Outside: a message to somebody who is not signed in. */
    DOOR
  }

  /** Whether the page is shown to a signed-in person. */
  public boolean signedIn() {
    return place != Place.DOOR;
  }

  /** Where news come from. */
  public String liveUrl() {
    return pageKey.isEmpty() ? "/live" : "/live?page=" + pageKey;
  }

  /** The headers that htmx sends with every request, as the JSON it expects. */
  public String requestHeaders() {
    return pageKey.isEmpty() ? "{}" : "{\"X-Todo-Page\":\"" + pageKey + "\"}";
  }
}
