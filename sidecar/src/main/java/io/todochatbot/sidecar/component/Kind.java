package io.todochatbot.sidecar.component;

import io.todochatbot.spi.Component;
import io.todochatbot.spi.Conversation;
import io.todochatbot.spi.HttpMiddleware;
import io.todochatbot.spi.PubSub;
import io.todochatbot.spi.SecretStore;
import io.todochatbot.spi.StateStore;
import java.util.List;
import java.util.Optional;

/**
 * A kind of component that this sidecar can load.
 *
 * @param prefix how its types begin
 * @param noun what daprd's messages call it
 * @param type its interface
 * @param abilities its abilities, in the order in which the metadata API lists them
 */
record Kind(String prefix, String noun, Class<? extends Component> type, List<Ability> abilities) {
  private static final List<Kind> ALL =
      List.of(
          new Kind(
              "state.",
              "state store",
              StateStore.class,
              List.of(
                  new Ability("ETAG", StateStore.class),
                  new Ability("TRANSACTIONAL", StateStore.Transactional.class),
                  new Ability("TTL", StateStore.TimeToLive.class),
                  new Ability("DELETE_WITH_PREFIX", StateStore.DeleteWithPrefix.class),
                  new Ability("KEYS_LIKE", StateStore.KeysLike.class),
                  new Ability("ACTOR", StateStore.ActorStore.class))),
          new Kind(
              "pubsub.",
              "message bus",
              PubSub.class,
              List.of(
                  new Ability("MESSAGE_TTL", PubSub.MessageTtl.class),
                  new Ability("SUBSCRIBE_WILDCARDS", PubSub.Wildcards.class))),
          new Kind(
              "secretstores.",
              "secret store",
              SecretStore.class,
              List.of(
                  new Ability(
                      "MULTIPLE_KEY_VALUES_PER_SECRET", SecretStore.MultipleKeyValues.class))),
          new Kind("middleware.http.", "HTTP middleware", HttpMiddleware.class, List.of()),
          new Kind("conversation.", "conversation", Conversation.class, List.of()));

  /** Prefixes that daprd knows as well, whose components no provider makes yet. */
  private static final List<String> OTHER_PREFIXES =
      List.of("bindings.", "configuration.", "lock.", "crypto.", "middleware.", "workflowbackend.");

  /** An ability: its name in the metadata API, and the interface that stands for it. */
  record Ability(String name, Class<?> type) {}

  /** The kind of a component type such as {@code state.redis}; empty if it is none of these. */
  static Optional<Kind> of(String type) {
    return ALL.stream().filter(kind -> type.startsWith(kind.prefix)).findFirst();
  }

  /** Whether daprd knows a kind by that type's prefix. */
  static boolean known(String type) {
    return of(type).isPresent() || OTHER_PREFIXES.stream().anyMatch(type::startsWith);
  }

  /** What daprd calls a component of that type where it can't find one. */
  static String noun(String type) {
    return of(type).map(Kind::noun).orElse(type.replaceFirst("\\..*", ""));
  }

  /** The names of the abilities that {@code component} has. */
  List<String> capabilities(Component component) {
    return abilities.stream()
        .filter(ability -> ability.type().isInstance(component))
        .map(Ability::name)
        .toList();
  }
}
