package dog.rebe.ssh.trust;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A key and the line that holds it.
 *
 * @param key the key
 * @param file the file
 * @param line the line, from 1
 */
public record KnownKey(HostKey key, Path file, int line) {

  public KnownKey {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(file, "file");
  }

  /** Algorithm, fingerprint, file and line. */
  @Override
  public String toString() {
    return key + " (" + file + ":" + line + ")";
  }
}
