package dog.rebe.ssh.host;

import dog.rebe.ssh.trust.HostKey;
import java.util.Optional;

/**
 * The one key that is believed of a node.
 *
 * @param fingerprint as OpenSSH prints it
 * @param algorithm the key's algorithm, where it is known
 */
public record Pin(String fingerprint, Optional<String> algorithm) {

  /**
   * Of a fingerprint or of a whole public key.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Pin parse(String text) {
    if (text.matches("SHA256:[A-Za-z0-9+/]{43}")) {
      return new Pin(text, Optional.empty());
    }
    try {
      HostKey key = HostKey.parse(text);
      return new Pin(key.fingerprint(), Optional.of(key.algorithm()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no host key: use SHA256: and 43 characters, as ssh-keygen -l prints it, or the"
              + " text of a .pub file",
          e);
    }
  }
}
