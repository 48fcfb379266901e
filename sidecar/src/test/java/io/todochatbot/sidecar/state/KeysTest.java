package io.todochatbot.sidecar.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.spi.StateStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
  @ParameterizedTest
  @CsvSource({
    "'', ns, app||k",
    "appid, ns, app||k",
    "AppId, ns, app||k",
    "none, ns, k",
    "name, ns, store||k",
    "namespace, ns, ns.app||k",
    "namespace, '', app||k",
    "mine, ns, mine||k",
  })
  void putsTheKeyBehindItsPrefix(String prefix, String namespace, String stored) {
    Loaded store =
        new Loaded(
            "store", "state.x", "v1", Map.of("keyprefix", prefix), List.of(), StateStore.class);
    assertThat(Keys.stored(store, "k", "app", namespace)).isEqualTo(stored);
  }
}
