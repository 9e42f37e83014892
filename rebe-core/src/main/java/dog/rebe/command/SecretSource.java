package dog.rebe.command;

import java.io.IOException;

/**
 * Where the value of a secret comes from: a vault, a file, the environment of this process.
 * Implementations are thread-safe and may block; they are called off the I/O threads, once an
 * attempt.
 */
@FunctionalInterface
public interface SecretSource {

  /**
   * Fetches the value. The array belongs to the caller, who overwrites it after use.
   *
   * @throws IOException if it cannot be had; the command is then not sent. The message is shown to
   *     the author and must not hold the secret
   */
  byte[] fetch(String name) throws IOException;
}
