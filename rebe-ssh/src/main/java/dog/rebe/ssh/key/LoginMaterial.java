package dog.rebe.ssh.key;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one login may use.
 *
 * @param keys the keys, in the order in which they are offered
 * @param password gives the password; null for none
 * @param missing what could not be had, for messages; empty if nothing is missing
 */
public record LoginMaterial(
    List<SigningKey> keys, @Nullable PasswordSupplier password, List<String> missing) {

  public LoginMaterial {
    keys = List.copyOf(keys);
    missing = List.copyOf(missing);
  }

  /** Only keys. */
  public static LoginMaterial ofKeys(SigningKey... keys) {
    return new LoginMaterial(List.of(keys), null, List.of());
  }

  /** Whether there is nothing to log in with. */
  public boolean isEmpty() {
    return keys.isEmpty() && password == null;
  }

  @Override
  public String toString() {
    return Objects.toString(keys.stream().map(SigningKey::description).toList());
  }
}
