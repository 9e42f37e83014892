package dog.rebe.node;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Checks a host list of any size in bounded memory: every line, and that no id stands there twice.
 * It remembers a 64-bit hash of each id, of as many ids as have room; a list with more of them is
 * read once for each part of the hashes. Where two hashes are the same, the ids themselves are
 * compared.
 */
final class DuplicateSearch {

  private static final int MAX_REMEMBERED = 1 << 20;

  private final Path file;
  private final int maxRemembered;

  DuplicateSearch(Path file) {
    this(file, MAX_REMEMBERED);
  }

  DuplicateSearch(Path file, int maxRemembered) {
    this.file = file;
    this.maxRemembered = maxRemembered;
  }

  void run() {
    long nodes = checkLinesAndFirstIds();
    if (nodes == 0) {
      throw HostListInventory.empty(file.toString());
    }
    if (nodes > maxRemembered) {
      long parts = nodes / maxRemembered + 1;
      for (long part = 0; part < parts; part++) {
        searchPart(part, parts);
      }
    }
  }

  private long checkLinesAndFirstIds() {
    HashSet64 seen = new HashSet64(maxRemembered);
    AtomicLong nodes = new AtomicLong();
    scan(
        (node, line) -> {
          if (nodes.incrementAndGet() <= maxRemembered) {
            check(seen, node, line);
          }
        });
    return nodes.get();
  }

  private void searchPart(long part, long parts) {
    HashSet64 seen = new HashSet64(maxRemembered);
    scan(
        (node, line) -> {
          if (Long.remainderUnsigned(hash(node.id()), parts) == part) {
            check(seen, node, line);
          }
        });
  }

  private void check(HashSet64 seen, Node node, long line) {
    if (!seen.add(hash(node.id()))) {
      Long earlier = firstLineOf(node.id(), line);
      if (earlier != null) {
        throw HostListInventory.duplicate(file.toString(), node.id(), earlier, line);
      }
    }
  }

  private @Nullable Long firstLineOf(NodeId id, long before) {
    try (NumberedLines lines = NumberedLines.open(file)) {
      Node node;
      while ((node = HostLines.next(lines, file.toString())) != null && lines.number() < before) {
        if (node.id().equals(id)) {
          return lines.number();
        }
      }
      return null;
    }
  }

  private void scan(HostLines.Consumer consumer) {
    try (NumberedLines lines = NumberedLines.open(file)) {
      HostLines.forEach(lines, file.toString(), consumer);
    }
  }

  /** FNV-1a with a final mix: spreads well, and nothing rests on its being hard to collide. */
  private static long hash(NodeId id) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : id.value().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return hash ^ (hash >>> 32);
  }

  /**
   * A set of longs with open addressing, of fixed size: at least twice the capacity, because hashes
   * do not spread evenly over the parts.
   */
  private static final class HashSet64 {
    private final long[] slots;
    private boolean holdsZero;
    private int free;

    HashSet64(int capacity) {
      slots = new long[Integer.highestOneBit(Math.max(2, capacity) - 1) * 4];
      free = slots.length - 1;
    }

    /** Whether the value is new. */
    boolean add(long value) {
      if (value == 0) {
        boolean isNew = !holdsZero;
        holdsZero = true;
        return isNew;
      }
      int index = (int) value & (slots.length - 1);
      while (slots[index] != 0) {
        if (slots[index] == value) {
          return false;
        }
        index = (index + 1) & (slots.length - 1);
      }
      if (free == 0) {
        throw new IllegalStateException("More hashes than there is room for");
      }
      free--;
      slots[index] = value;
      return true;
    }
  }
}
