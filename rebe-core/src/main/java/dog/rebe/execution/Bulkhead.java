package dog.rebe.execution;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bounded number of places; who finds none waits in line without a thread. Thread-safe. */
final class Bulkhead {

  private final Set<Pause> waiting = new LinkedHashSet<>();
  private int free;

  Bulkhead(int places) {
    this.free = places;
  }

  synchronized boolean tryEnter() {
    if (free == 0) {
      return false;
    }
    free--;
    return true;
  }

  /**
   * Takes a place, or the end of the line.
   *
   * @return whether a place was free after all
   */
  synchronized boolean enterOrWait(Pause pause) {
    if (free > 0) {
      free--;
      return true;
    }
    waiting.add(pause);
    return false;
  }

  synchronized void leaveLine(Pause pause) {
    waiting.remove(pause);
  }

  /** Gives a place back. The one who gets it has left the line and not begun to move. */
  synchronized @Nullable Pause leave() {
    Iterator<Pause> line = waiting.iterator();
    while (line.hasNext()) {
      Pause first = line.next();
      line.remove();
      if (first.leave()) {
        return first;
      }
    }
    free++;
    return null;
  }

  synchronized int free() {
    return free;
  }
}
