package dog.rebe.ssh.pool;

import java.util.ArrayList;
import java.util.List;

/** What is to be done once a lock is given back. */
final class Actions {

  private final List<Runnable> actions = new ArrayList<>(2);

  void add(Runnable action) {
    actions.add(action);
  }

  void run() {
    actions.forEach(Runnable::run);
  }
}
