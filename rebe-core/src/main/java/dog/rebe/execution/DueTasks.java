package dog.rebe.execution;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tasks by when they are due, as a binary heap. Each knows its place, so that one that is called
 * off is found at once and leaves nothing behind. Not thread-safe.
 */
final class DueTasks {

  private static final int FIRST_PLACES = 16;
  private static final int NOWHERE = -1;

  /** A task and when it is due. */
  static class Entry {
    private final long dueNanos;
    private long order;
    private int place = NOWHERE;

    Entry(long dueNanos) {
      this.dueNanos = dueNanos;
    }

    long dueNanos() {
      return dueNanos;
    }

    /** Of those that are due at the same time, the one that was added first comes first. */
    private boolean isBefore(Entry other) {
      long later = dueNanos - other.dueNanos;
      return later < 0 || (later == 0 && order < other.order);
    }
  }

  private @Nullable Entry[] heap = new Entry[FIRST_PLACES];
  private int size;
  private long added;

  int size() {
    return size;
  }

  /** The one that is due first; null if there is none. */
  @Nullable Entry first() {
    return heap[0];
  }

  void add(Entry entry) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    entry.order = added++;
    rise(size++, entry);
  }

  /** Takes it out; returns false if it is in here no more. */
  boolean remove(Entry entry) {
    int at = entry.place;
    if (at == NOWHERE) {
      return false;
    }
    entry.place = NOWHERE;
    Entry last = at(--size);
    heap[size] = null;
    if (last != entry) {
      sink(at, last);
      if (heap[at] == last) {
        rise(at, last);
      }
    }
    return true;
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      at(i).place = NOWHERE;
    }
    Arrays.fill(heap, 0, size, null);
    size = 0;
  }

  private void rise(int from, Entry entry) {
    int at = from;
    while (at > 0) {
      Entry parent = at((at - 1) / 2);
      if (!entry.isBefore(parent)) {
        break;
      }
      put(at, parent);
      at = (at - 1) / 2;
    }
    put(at, entry);
  }

  private void sink(int from, Entry entry) {
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && at(child + 1).isBefore(at(child))) {
        child++;
      }
      if (!at(child).isBefore(entry)) {
        break;
      }
      put(at, at(child));
      at = child;
    }
    put(at, entry);
  }

  private Entry at(int place) {
    Entry entry = heap[place];
    if (entry == null) {
      throw new IllegalStateException("The heap has a hole at " + place);
    }
    return entry;
  }

  private void put(int place, Entry entry) {
    heap[place] = entry;
    entry.place = place;
  }
}
