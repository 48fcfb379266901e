package io.todochatbot.sidecar.crypto;

import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.sidecar.crypto.local.LocalVault;
import io.todochatbot.spi.CryptoProvider;
import java.util.function.Function;

/** The crypto providers by name, each as a vault: with keys that are handed out we compute here. */
record Vaults(Components components) {
  /** A provider. */
  record Named(Guarded<CryptoProvider> provider) {
    /** Lets {@code work} use the vault. */
    <R> R call(String what, Function<CryptoProvider.Vault, R> work) {
      return provider.call(
          what,
          made ->
              work.apply(
                  switch (made) {
                    case CryptoProvider.Keys keys -> new LocalVault(keys);
                    case CryptoProvider.Vault vault -> vault;
                  }));
    }
  }

  /**
   * The provider of that name.
   *
   * @throws DaprError if there is none
   */
  Named find(String name) {
    if (!components.any(CryptoProvider.class)) {
      throw new DaprError(
          ErrorCode.CRYPTO_PROVIDERS_NOT_CONFIGURED, "crypto providers not configured");
    }
    if (name.isEmpty()) {
      throw badRequest("missing component name");
    }
    return new Named(
        components
            .find(CryptoProvider.class, name)
            .orElseThrow(
                () ->
                    new DaprError(
                        ErrorCode.CRYPTO_PROVIDER_NOT_FOUND,
                        "crypto provider " + name + " not found")));
  }

  static DaprError badRequest(String what) {
    return new DaprError(ErrorCode.BAD_REQUEST, "invalid request: " + what);
  }

  static DaprError failed(String what) {
    return new DaprError(ErrorCode.CRYPTO, "failed to perform operation: " + what);
  }
}
