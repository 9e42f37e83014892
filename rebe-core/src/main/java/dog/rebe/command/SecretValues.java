package dog.rebe.command;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The values of a command's secrets for one attempt. Never printed; overwritten when it ends.
 * Thread-safe.
 */
public final class SecretValues implements AutoCloseable {

  private static final SecretValues NONE = new SecretValues(Map.of());

  private final Map<String, byte[]> values;
  private boolean closed;

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

  /**
   * The value of this secret, copied; whoever asks overwrites the copy after use.
   *
   * @throws IllegalStateException if there is none, or the attempt is over and its values are gone:
   *     nothing may be sent in their place
   */
  public synchronized byte[] valueOf(Secret secret) {
    if (closed) {
      throw new IllegalStateException(
          "The attempt is over: the value of the secret " + secret.name() + " is gone");
    }
    byte[] value = values.get(secret.name());
    if (value == null) {
      throw new IllegalStateException("No value was fetched for the secret " + secret.name());
    }
    return value.clone();
  }

  /**
   * What masks these values in words that may repeat them. It outlives them.
   *
   * @throws IllegalStateException if the attempt is over
   */
  public synchronized Redaction redaction() {
    if (closed) {
      throw new IllegalStateException("The attempt is over: the values of its secrets are gone");
    }
    return Redaction.of(values.values());
  }

  /** Overwrites the values, which cannot be had any more. Idempotent. */
  @Override
  public synchronized void close() {
    closed = !values.isEmpty();
    values.values().forEach(value -> Arrays.fill(value, (byte) 0));
  }

  @Override
  public String toString() {
    return "***";
  }
}
