package dog.rebe.chronicle;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an entry, sorted by name, in one array: a tree of a dozen nodes costs more than all
 * else about an entry. Immutable.
 */
@SuppressWarnings("JdkObsolete") // an entry promises a SortedMap, and nobody walks it backwards
final class EntryFields extends AbstractMap<String, Object> implements SortedMap<String, Object> {

  /** Names and values in turn, and perhaps some room behind them. */
  private final Object[] members;

  private final int used;

  /** Takes the array, to which nobody else may write. */
  private EntryFields(Object[] members, int used) {
    this.members = members;
    this.used = used;
  }

  static EntryFields copyOf(Map<String, ?> fields) {
    if (fields instanceof EntryFields already) {
      return already;
    }
    Collector collector = new Collector(fields.size());
    fields.forEach(collector::put);
    return collector.fields();
  }

  /** Puts fields in their order, whatever order they come in. Not thread-safe. */
  static final class Collector {
    private Object[] sorted;
    private int used;
    private boolean lent;

    Collector(int expected) {
      sorted = new Object[2 * expected];
    }

    void put(String name, Object value) {
      Objects.requireNonNull(value, name);
      if (lent) {
        sorted = sorted.clone();
        lent = false;
      }
      int at = used;
      while (at > 0 && ((String) sorted[at - 2]).compareTo(name) > 0) {
        at -= 2;
      }
      if (at > 0 && sorted[at - 2].equals(name)) {
        sorted[at - 1] = value;
        return;
      }
      if (used == sorted.length) {
        sorted = Arrays.copyOf(sorted, Math.max(8, 2 * used));
      }
      System.arraycopy(sorted, at, sorted, at + 2, used - at);
      sorted[at] = name;
      sorted[at + 1] = value;
      used += 2;
    }

    EntryFields fields() {
      lent = true;
      return new EntryFields(sorted, used);
    }
  }

  @Override
  public int size() {
    return used / 2;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    for (int i = 0; i < used; i += 2) {
      if (members[i].equals(name)) {
        return members[i + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Object> action) {
    for (int i = 0; i < used; i += 2) {
      action.accept((String) members[i], members[i + 1]);
    }
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return EntryFields.this.size();
      }

      @Override
      public Iterator<Entry<String, Object>> iterator() {
        return new Members();
      }
    };
  }

  private final class Members implements Iterator<Entry<String, Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < used;
    }

    @Override
    public Entry<String, Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next += 2;
      return Map.entry((String) members[next - 2], members[next - 1]);
    }
  }

  /** By UTF-16 code units. */
  @Override
  public @Nullable Comparator<? super String> comparator() {
    return null;
  }

  private SortedMap<String, Object> tree() {
    return Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Object>) this));
  }

  @Override
  public SortedMap<String, Object> subMap(String from, String to) {
    return tree().subMap(from, to);
  }

  @Override
  public SortedMap<String, Object> headMap(String to) {
    return tree().headMap(to);
  }

  @Override
  public SortedMap<String, Object> tailMap(String from) {
    return tree().tailMap(from);
  }

  @Override
  public String firstKey() {
    return tree().firstKey();
  }

  @Override
  public String lastKey() {
    return tree().lastKey();
  }
}
