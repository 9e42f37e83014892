package dog.rebe.ssh.trust;

import java.util.function.LongConsumer;

/**
 * Finds the lines that may hold a name: from the name's hash to where lines begin. Open addressing
 * in two arrays, because a large fleet's million names would otherwise cost more memory than the
 * file. Who looks up compares the names itself.
 */
final class NameIndex {

  private static final int FIRST_CAPACITY = 64;

  private int[] hashes = new int[FIRST_CAPACITY];
  // A place plus one; zero is free.
  private long[] places = new long[FIRST_CAPACITY];
  private int size;

  /** Adds a place, at least 0, for a name. A name may have many. */
  void add(String name, long place) {
    if (size >= places.length / 2) {
      grow();
    }
    put(spread(name), place + 1);
    size++;
  }

  /** Tells every place that was added for the name, and perhaps some of other names. */
  void find(String name, LongConsumer places) {
    int hash = spread(name);
    int mask = this.places.length - 1;
    for (int i = hash & mask; this.places[i] != 0; i = (i + 1) & mask) {
      if (hashes[i] == hash) {
        places.accept(this.places[i] - 1);
      }
    }
  }

  private void put(int hash, long place) {
    int mask = places.length - 1;
    int i = hash & mask;
    while (places[i] != 0) {
      i = (i + 1) & mask;
    }
    hashes[i] = hash;
    places[i] = place;
  }

  private void grow() {
    int[] oldHashes = hashes;
    long[] oldPlaces = places;
    hashes = new int[Math.multiplyExact(oldHashes.length, 2)];
    places = new long[hashes.length];
    for (int i = 0; i < oldPlaces.length; i++) {
      if (oldPlaces[i] != 0) {
        put(oldHashes[i], oldPlaces[i]);
      }
    }
  }

  /** Numbers in names differ in their last digits, which String's hash keeps close together. */
  private static int spread(String name) {
    int h = name.hashCode() * 0x9e3779b9;
    return h ^ (h >>> 16);
  }
}
