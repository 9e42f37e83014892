package dog.rebe.ssh.link;

import java.util.ArrayList;
import java.util.List;

/** What was tried to log in, for the message if it was in vain. Thread-safe. */
final class LoginProgress {

  private final List<String> offered = new ArrayList<>();
  private List<String> serverTakes = List.of();

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
