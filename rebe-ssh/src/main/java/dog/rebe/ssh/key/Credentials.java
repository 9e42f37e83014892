package dog.rebe.ssh.key;

import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.FaultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several sources of keys and perhaps a password. One that has nothing to give leaves the others.
 */
public final class Credentials implements Login {

  private final List<KeySource> sources;
  private final @Nullable PasswordSupplier password;

  /** These sources, in this order. */
  public Credentials(List<KeySource> sources, @Nullable PasswordSupplier password) {
    this.sources = List.copyOf(sources);
    this.password = password;
  }

  @Override
  public LoginMaterial load() throws FaultException {
    List<SigningKey> keys = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (KeySource source : sources) {
      try {
        keys.addAll(source.keys());
      } catch (IOException e) {
        missing.add(String.valueOf(e.getMessage()));
      }
    }
    LoginMaterial material = new LoginMaterial(keys, password, missing);
    if (material.isEmpty()) {
      throw new FaultException(
          FailureKind.CREDENTIAL_UNAVAILABLE,
          missing.isEmpty()
              ? "there is no key and no password to log in with"
              : String.join("; ", missing));
    }
    return material;
  }
}
