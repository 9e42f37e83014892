package dog.rebe.ssh.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was seen and tried on the way to a login, for the message if it was in vain. Thread-safe.
 */
final class DialProgress {

  private final List<String> offered = new ArrayList<>();
  private List<String> serverTakes = List.of();
  private @Nullable String firstLine;

  /** A line before the banner, which RFC 4253 allows and hardly any SSH server sends. */
  synchronized void line(String line) {
    if (firstLine == null) {
      firstLine = line;
    }
  }

  synchronized Optional<String> firstLine() {
    return Optional.ofNullable(firstLine);
  }

  synchronized void offered(String what) {
    if (!offered.contains(what)) {
      offered.add(what);
    }
  }

  synchronized void serverTakes(List<String> methods) {
    serverTakes = List.copyOf(methods);
  }

  synchronized String describe() {
    String ours =
        offered.isEmpty()
            ? "nothing that it takes could be offered"
            : "offered: " + String.join(", ", offered);
    String theirs =
        serverTakes.isEmpty() ? "" : "; the server takes: " + String.join(", ", serverTakes);
    return ours + theirs;
  }
}
