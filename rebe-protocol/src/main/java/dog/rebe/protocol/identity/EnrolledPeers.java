package dog.rebe.protocol.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The public keys of the peers that somebody enrolled by an explicit act, by name. Immutable. */
public final class EnrolledPeers {

  private final Map<String, PublicPeerKey> keys;

  private EnrolledPeers(Map<String, PublicPeerKey> keys) {
    this.keys = Map.copyOf(keys);
    this.keys.keySet().forEach(PeerName::require);
  }

  /** These peers; copied. */
  public static EnrolledPeers of(Map<String, PublicPeerKey> keys) {
    return new EnrolledPeers(keys);
  }

  /** One peer. */
  public static EnrolledPeers of(String name, PublicPeerKey key) {
    return new EnrolledPeers(Map.of(name, key));
  }

  /**
   * Reads a file with one peer on each line: its name, white space, and its key in base64. Empty
   * lines and those that begin with {@code #} are skipped.
   *
   * @throws IOException if it cannot be read; the message names the line
   */
  public static EnrolledPeers read(Path file) throws IOException {
    Map<String, PublicPeerKey> keys = new HashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      String[] parts = text.split("\\s+", -1);
      try {
        if (parts.length != 2
            || keys.put(PeerName.require(parts[0]), PublicPeerKey.parse(parts[1])) != null) {
          throw new IllegalArgumentException("expected a name and a key, each name once");
        }
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
      }
    }
    return new EnrolledPeers(keys);
  }

  /** The key that is enrolled under this name. */
  public Optional<PublicPeerKey> keyOf(String name) {
    return Optional.ofNullable(keys.get(name));
  }

  @Override
  public String toString() {
    return keys.size() + " enrolled peers";
  }
}
