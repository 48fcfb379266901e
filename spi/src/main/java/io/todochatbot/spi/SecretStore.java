package io.todochatbot.spi;

import java.util.Map;

/** Gives secrets by name ({@code secretstores.*}). */
public interface SecretStore extends Component {
  /**
   * Returns the keys and values of one secret; most secrets have one key, named as they are.
   *
   * @throws ComponentException.NotFound if there is no such secret
   */
  Map<String, String> get(String name, Map<String, String> metadata);

  /** Returns every secret this store may show, by name. */
  Map<String, Map<String, String>> all(Map<String, String> metadata);

  /** Marks a store whose secrets have several keys each. */
  interface MultipleKeyValues {}
}
