package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Call;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What Dapr's state API does, once, for every wire.
 *
 * <p>Whatever a request holds beside the store's name is decoded behind the look-up of the store,
 * as in daprd: an unknown store is the answer even to a body that is no JSON.
 */
public final class StateApi {
  private static final ApiGroup GROUP = ApiGroup.v1("state");

  /** A read of one key. */
  record Get(String store, String key, Map<String, String> metadata) {}

  /** A read of several keys. */
  record BulkGet(String store, Supplier<Wanted> wanted) {}

  /** The keys of a {@link BulkGet}. */
  record Wanted(List<String> keys, Map<String, String> metadata) {}

  /** A write of several keys. */
  record Save(String store, Supplier<List<StateItem>> items) {}

  /** A removal of one key. */
  record Delete(String store, StateItem item) {}

  /** A removal of several keys. */
  record BulkDelete(String store, List<StateItem> items) {}

  /** Several changes as one. */
  record Transaction(String store, Supplier<List<Step>> steps) {}

  /** One change of a {@link Transaction}; {@code operation} is {@code upsert} or {@code delete}. */
  record Step(String operation, StateItem item) {}

  /** A page of keys; {@code limit} as text. */
  record ListKeys(String store, String prefix, Optional<String> limit, Optional<String> after) {}

  /** One answer of a {@link BulkGet}; {@code error} is empty if there is none. */
  record Found(String key, Optional<StateStore.Entry> entry, String error) {}

  final Operation<Get, Optional<StateStore.Entry>> get =
      new Operation<>("GetState", GROUP, this::get);
  final Operation<BulkGet, List<Found>> bulkGet =
      new Operation<>("GetBulkState", GROUP, this::bulkGet);
  final Operation<Save, Boolean> save = new Operation<>("SaveState", GROUP, this::save);
  final Operation<Delete, Boolean> delete = new Operation<>("DeleteState", GROUP, this::delete);
  final Operation<BulkDelete, Boolean> bulkDelete =
      new Operation<>("DeleteBulkState", GROUP, this::bulkDelete);
  final Operation<Transaction, Boolean> transaction =
      new Operation<>("ExecuteStateTransaction", GROUP, this::transaction);
  final Operation<ListKeys, KeyList> keys = new Operation<>("ListStateKeys", GROUP, this::listKeys);
  final Operation<String, Boolean> query =
      new Operation<>("QueryStateAlpha1", ApiGroup.alpha1("state"), this::query);

  private final Components components;
  private final String appId;
  private final String namespace;
  private final Outbox outbox;

  /** The state API of the application {@code appId} over the state stores in {@code components}. */
  public StateApi(Components components, String appId, String namespace, Outbox outbox) {
    this.components = components;
    this.appId = appId;
    this.namespace = namespace;
    this.outbox = outbox;
  }

  /**
   * Refuses a state store whose settings this API can't follow.
   *
   * @throws ComponentException if a key prefix, an encryption key or the outbox is at fault
   */
  public static void judge(Loaded store) {
    Keys.judge(store);
    Encryption.of(store);
    OutboxSettings.judge(store);
  }

  /** Whether the values of {@code store} are encrypted. */
  public static boolean encrypts(Loaded store) {
    return Encryption.of(store).isPresent();
  }

  private Optional<StateStore.Entry> get(Call call, Get request) {
    Guarded<StateStore> store = store(call, request.store());
    String key = stored(call, store, request.key(), request.key());
    try {
      Optional<StateStore.Entry> found = store.call("get", s -> s.get(key, request.metadata()));
      Optional<Encryption> encryption = Encryption.of(store.info());
      return encryption.isEmpty() ? found : found.map(encryption.get()::decrypt);
    } catch (ComponentException e) {
      throw StateErrors.get(request.store(), request.key(), e);
    }
  }

  private List<Found> bulkGet(Call call, BulkGet request) {
    Guarded<StateStore> store = store(call, request.store());
    Wanted wanted = request.wanted().get();
    Map<String, String> stored = new LinkedHashMap<>();
    for (String key : wanted.keys()) {
      stored.put(key, stored(call, store, key, key));
    }
    List<Found> found =
        store.can(StateStore.BulkGet.class)
            ? BulkReads.together(store, wanted, stored)
            : BulkReads.oneByOne(store, wanted, stored);
    return Encryption.of(store.info())
        .map(e -> BulkReads.decrypted(found, e, call.wire()))
        .orElse(found);
  }

  private boolean save(Call call, Save request) {
    Guarded<StateStore> store = store(call, request.store());
    List<StateStore.Change> changes = new ArrayList<>();
    List<StateItem> items = request.items().get();
    for (StateItem item : items) {
      stored(call, store, item.key(), item.key());
    }
    try {
      for (StateItem item : items) {
        changes.add(
            Changes.write(sealed(call, store, item), stored(call, store, item.key(), item.key())));
      }
      Changes.applyEach(store, "set", changes);
    } catch (ComponentException e) {
      throw StateErrors.save(request.store(), e);
    }
    return true;
  }

  private boolean delete(Call call, Delete request) {
    Guarded<StateStore> store = store(call, request.store());
    StateItem item = request.item();
    String key = stored(call, store, item.key(), item.key());
    try {
      Changes.applyEach(store, "delete", List.of(Changes.delete(item, key)));
    } catch (ComponentException e) {
      throw StateErrors.delete(item.key(), e);
    }
    return true;
  }

  private boolean bulkDelete(Call call, BulkDelete request) {
    Guarded<StateStore> store = store(call, request.store());
    try {
      List<StateStore.Change> changes = new ArrayList<>();
      for (StateItem item : request.items()) {
        changes.add(Changes.delete(item, stored(call, store, item.key(), item.key())));
      }
      Changes.applyEach(store, "bulk_delete", changes);
    } catch (ComponentException e) {
      throw StateErrors.deleteBulk(request.store(), e);
    }
    return true;
  }

  private boolean transaction(Call call, Transaction request) {
    Guarded<StateStore> store = store(call, request.store());
    if (!store.can(StateStore.Transactional.class)) {
      throw StateErrors.transactionsNotSupported(request.store());
    }
    try {
      List<Step> steps = request.steps().get();
      Optional<OutboxSettings> settings = OutboxSettings.of(store.info());
      List<StateStore.Change> applied = new ArrayList<>();
      for (Step step : steps) {
        // judged even if it only shapes an event
        StateStore.Change change = change(call, store, step);
        if (settings.isEmpty() || !Outbox.projects(step)) {
          applied.add(change);
        }
      }
      if (settings.isPresent()) {
        List<Outbox.Pending> events = outbox.events(call, settings.get(), steps);
        outbox.carryOut(store, settings.get(), applied, events);
      } else if (!applied.isEmpty()) {
        store.run("transaction", s -> ((StateStore.Transactional) s).applyAll(applied));
      }
    } catch (ComponentException e) {
      throw StateErrors.transaction(e);
    }
    return true;
  }

  private StateStore.Change change(Call call, Guarded<StateStore> store, Step step) {
    // daprd names no field here over HTTP (golden: transaction, key with ||)
    String field = call.wire() == Wire.HTTP ? "" : step.item().key();
    return switch (step.operation()) {
      case "upsert" ->
          Changes.write(
              sealed(call, store, step.item()), stored(call, store, step.item().key(), field));
      case "delete" -> Changes.delete(step.item(), stored(call, store, step.item().key(), field));
      default ->
          throw new DaprError(
              ErrorCode.NOT_SUPPORTED_STATE_OPERATION,
              "operation type " + step.operation() + " not supported");
    };
  }

  private KeyList listKeys(Call call, ListKeys request) {
    Guarded<StateStore> store = store(call, request.store());
    int limit = KeyList.limit(request.limit(), request.store());
    if (!store.can(StateStore.KeysLike.class)) {
      throw StateErrors.keysNotSupported(request.store());
    }
    String own = Keys.prefix(store.info(), appId, namespace);
    try {
      return KeyList.read(store, own, request.prefix(), request.after(), limit);
    } catch (ComponentException e) {
      throw StateErrors.keys(request.store(), e);
    }
  }

  private boolean query(Call call, String store) {
    if (!components.any(StateStore.class)) {
      throw StateErrors.notConfigured(store, "");
    }
    if (components.find(StateStore.class, store).isEmpty()) {
      throw StateErrors.notFound(store, "");
    }
    throw StateErrors.queryNotSupported(store);
  }

  private Guarded<StateStore> store(Call call, String name) {
    String shown = call.wire() == Wire.HTTP ? appId : "";
    if (!components.any(StateStore.class)) {
      throw StateErrors.notConfigured(name, shown);
    }
    return components
        .find(StateStore.class, name)
        .orElseThrow(() -> StateErrors.notFound(name, shown));
  }

  private static StateItem sealed(Call call, Guarded<StateStore> store, StateItem item) {
    return Encryption.of(store.info())
        .map(e -> item.with(e.encrypt(PlainText.of(call.wire(), item.value()))))
        .orElse(item);
  }

  private String stored(Call call, Guarded<StateStore> store, String key, String field) {
    if (key.contains(Keys.SEPARATOR)) {
      throw StateErrors.illegalKey(store.info().name(), key, call.wire(), field);
    }
    return Keys.stored(store.info(), key, appId, namespace);
  }
}
