package io.todochatbot.components.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore;
import io.todochatbot.spi.StateStoreContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryStateTest extends StateStoreContract {
  @Override
  protected StateStore open() {
    return new InMemoryState(new InMemoryState.Settings(), context.context());
  }

  @Test
  void saysInDaprsWordsWhyAnEtagDoesNotFit() {
    store().apply(write("k", "v"));
    String current = store().get("k", Map.of()).orElseThrow().etag();

    assertThatThrownBy(() -> store().apply(change("k", "bogus")))
        .isInstanceOf(ComponentException.EtagMismatch.class)
        .hasMessage(
            "possible etag mismatch. error from state store: state etag not match for key=k:"
                + " current="
                + current
                + ", expect=bogus");
    assertThatThrownBy(() -> store().apply(change("new", "7")))
        .hasMessageEndingWith(": state not exist or expired for key=new");
    assertThatThrownBy(() -> store().apply(first("k")))
        .hasMessageEndingWith(": item already exists and no etag was passed");
  }

  @Test
  void refusesATimeToLiveThatIsNoNumber() {
    StateStore.Write write =
        new StateStore.Write(
            "k",
            bytes("v"),
            Optional.empty(),
            StateStore.Concurrency.LAST_WRITE,
            Optional.empty(),
            Map.of("ttlInSeconds", "abc"));

    assertThatThrownBy(() -> store().apply(write))
        .isInstanceOf(ComponentException.BadRequest.class)
        .hasMessage("strconv.Atoi: parsing \"abc\": invalid syntax");
  }

  @Test
  void ordersKeysByCodePointsEvenBeyondTheBasicPlane() {
    List<String> keys = List.of("a\uFFFD", "a\uD83D\uDE00");
    keys.reversed().forEach(key -> store().apply(write(key, "v")));

    assertThat(((StateStore.KeysLike) store()).keys("a", Optional.empty(), 9))
        .containsExactlyElementsOf(keys);
  }

  private static StateStore.Write change(String key, String etag) {
    return new StateStore.Write(
        key,
        bytes("w"),
        Optional.of(etag),
        StateStore.Concurrency.LAST_WRITE,
        Optional.empty(),
        Map.of());
  }

  private static StateStore.Write first(String key) {
    return new StateStore.Write(
        key,
        bytes("w"),
        Optional.empty(),
        StateStore.Concurrency.FIRST_WRITE,
        Optional.empty(),
        Map.of());
  }
}
