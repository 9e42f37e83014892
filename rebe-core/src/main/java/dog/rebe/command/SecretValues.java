package dog.rebe.command;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The values of a command's secrets for one attempt. Never printed; overwritten when it ends. */
public final class SecretValues implements AutoCloseable {

  private static final SecretValues NONE = new SecretValues(Map.of());

  private final Map<String, byte[]> values;

  private SecretValues(Map<String, byte[]> values) {
    this.values = values;
  }

  /** No secrets. */
  public static SecretValues none() {
    return NONE;
  }

  /** These values by the names of their secrets. The arrays are taken over, not copied. */
  public static SecretValues of(Map<String, byte[]> values) {
    return values.isEmpty() ? NONE : new SecretValues(new HashMap<>(values));
  }

  /** The value of this secret, copied; whoever asks overwrites the copy after use. */
  public byte[] valueOf(Secret secret) {
    byte[] value = values.get(secret.name());
    if (value == null) {
      throw new IllegalStateException("No value was fetched for the secret " + secret.name());
    }
    return value.clone();
  }

  /** Overwrites the values. */
  @Override
  public void close() {
    values.values().forEach(value -> Arrays.fill(value, (byte) 0));
  }

  @Override
  public String toString() {
    return "***";
  }
}
