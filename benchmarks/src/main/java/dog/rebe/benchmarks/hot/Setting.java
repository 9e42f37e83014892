package dog.rebe.benchmarks.hot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The nodes and the work, the same for all clients.
 *
 * @param folder what {@code fleet/up} wrote
 * @param user who logs in
 * @param port of all nodes
 * @param command what is run: it prints something, and exits with 0
 */
public record Setting(Path folder, String user, int port, String command) {

  /** The nodes of a folder. */
  public static Setting of(Path folder, String command) throws IOException {
    String[] first = Files.readAllLines(folder.resolve("hosts.rebe")).get(0).split("[@: ]", 4);
    return new Setting(folder, first[0], Integer.parseInt(first[2]), command);
  }

  /** The addresses of the first nodes. */
  public List<String> hosts(int count) throws IOException {
    List<String> all = Files.readAllLines(folder.resolve("addresses"));
    if (all.size() < count) {
      throw new IllegalArgumentException("There are " + all.size() + " nodes, not " + count);
    }
    return all.subList(0, count);
  }

  /** The private key to log in with. */
  public Path identity() {
    return folder.resolve("id_ed25519");
  }

  /** The key that every node shows, as in known_hosts: base64 of an ssh-ed25519 key. */
  public String hostKey() throws IOException {
    return Files.readString(folder.resolve("host_ed25519.pub")).split(" ", 3)[1];
  }

  /** Throws unless the command has printed something. */
  public void check(String output) {
    if (output.isEmpty()) {
      throw new IllegalStateException("The command printed nothing");
    }
  }
}
