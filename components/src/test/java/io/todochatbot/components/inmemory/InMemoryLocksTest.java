package io.todochatbot.components.inmemory;

import io.todochatbot.spi.LockStore;
import io.todochatbot.spi.LockStoreContract;

class InMemoryLocksTest extends LockStoreContract {
  @Override
  protected LockStore open() {
    return new InMemoryLocks(context.context());
  }
}
