package io.todochatbot.spi;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gives an application its settings and tells it of changes ({@code configuration.*}). */
public interface ConfigurationStore extends Component {
  /**
   * Returns the items of those keys that exist, or every item if {@code keys} is empty.
   *
   * @param metadata the request's own metadata, as sent
   */
  Map<String, Item> get(List<String> keys, Map<String, String> metadata);

  /**
   * Begins to tell {@code handler} of changes, one call at a time and in their order, until the
   * watch is closed. What stands there at the beginning is not told.
   *
   * @param keys the keys to watch; empty for all
   * @param metadata the request's own metadata, as sent
   * @param handler gets the items that changed, an item that is gone as {@link Item#GONE}; blocks
   *     until they are dealt with
   */
  Watch watch(List<String> keys, Map<String, String> metadata, Consumer<Map<String, Item>> handler);

  /** A watch under way. */
  interface Watch extends AutoCloseable {
    /** Tells of nothing more; a handler under way may still end. Closing twice does no harm. */
    @Override
    void close();
  }

  /**
   * The value of a key.
   *
   * @param version the store's own name for this state of the value; empty if it keeps none
   * @param metadata what the store keeps beside it
   */
  record Item(String value, String version, Map<String, String> metadata) {
    /** What a watch tells of an item that was removed. */
    public static final Item GONE = new Item("", "", Map.of());

    /** Copies the map. */
    public Item {
      metadata = Map.copyOf(metadata);
    }
  }
}
