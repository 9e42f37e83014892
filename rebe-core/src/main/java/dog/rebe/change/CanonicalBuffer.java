package dog.rebe.change;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Bytes of {@linkplain CanonicalJson canonical JSON}, one value behind the other, in memory that is
 * used again: for whoever writes many values and keeps none of them. Not thread-safe.
 */
public final class CanonicalBuffer {

  private static final long MAX_EXACT_INTEGER = (1L << 53) - 1;
  private static final int MAX_DEPTH = 64;
  private static final int FIRST_BYTES = 512;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] out = new byte[FIRST_BYTES];
  private int size;

  /** An empty one. */
  public CanonicalBuffer() {}

  /** How many bytes it holds. */
  public int size() {
    return size;
  }

  /** Forgets what it holds, and keeps the memory. */
  public void clear() {
    size = 0;
  }

  /** A copy of what it holds. */
  public byte[] bytes() {
    return Arrays.copyOf(out, size);
  }

  /**
   * Copies what it holds.
   *
   * @param target has room for {@link #size} bytes from there on
   * @param at where the first byte goes
   */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(out, 0, target, at, size);
  }

  /**
   * Adds a value in its canonical form.
   *
   * @throws IllegalArgumentException if it has none; the message says which value. What the buffer
   *     held before it still holds
   */
  public void append(Object value) {
    int before = size;
    try {
      write(value, 0);
    } catch (RuntimeException e) {
      size = before;
      throw e;
    }
  }

  /**
   * Adds a member of an object that the caller writes himself, the braces included: a comma where
   * one is due, the name, and the value in its canonical form.
   *
   * @throws IllegalArgumentException if the value has no canonical form. What the buffer held
   *     before it still holds
   */
  public void appendMember(String name, Object value) {
    int before = size;
    try {
      writeMember(name, value, 1);
    } catch (RuntimeException e) {
      size = before;
      throw e;
    }
  }

  /** Adds one ASCII character as it is: a brace, say. */
  public void appendRaw(char ascii) {
    put((byte) ascii);
  }

  private void write(Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("A value is nested deeper than " + MAX_DEPTH);
    }
    if (value instanceof String string) {
      writeString(string);
    } else if (value instanceof Long || value instanceof Integer) {
      writeInteger(((Number) value).longValue());
    } else if (value instanceof Boolean) {
      writeAscii(value.toString());
    } else if (value instanceof byte[] bytes) {
      writeString(Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof Instant instant) {
      writeInteger(instant.toEpochMilli());
    } else if (value instanceof List<?> list) {
      writeList(list, depth);
    } else if (value instanceof Map<?, ?> map) {
      writeObject(map, depth);
    } else {
      throw new IllegalArgumentException(
          "A "
              + value.getClass().getName()
              + " has no canonical form: use strings, integers, booleans, bytes, instants, lists"
              + " and maps");
    }
  }

  private void writeInteger(long value) {
    if (value > MAX_EXACT_INTEGER || value < -MAX_EXACT_INTEGER) {
      throw new IllegalArgumentException(
          "The integer "
              + value
              + " is beyond 2^53 - 1, which not every reader keeps: use a string");
    }
    long rest = Math.abs(value);
    int digits = 1;
    for (long left = rest; left >= 10; left /= 10) {
      digits++;
    }
    if (value < 0) {
      put((byte) '-');
    }
    reserve(digits);
    for (int i = digits - 1; i >= 0; i--) {
      out[size + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  private void writeList(List<?> list, int depth) {
    put((byte) '[');
    int start = size;
    for (Object element : list) {
      if (size > start) {
        put((byte) ',');
      }
      write(element, depth + 1);
    }
    put((byte) ']');
  }

  private void writeObject(Map<?, ?> map, int depth) {
    put((byte) '{');
    sorted(map).forEach((name, value) -> writeMember(name, value, depth + 1));
    put((byte) '}');
  }

  private void writeMember(Object name, Object value, int depth) {
    if (!(name instanceof String text)) {
      throw noString(name);
    }
    if (size > 0 && out[size - 1] != '{') {
      put((byte) ',');
    }
    writeString(text);
    put((byte) ':');
    write(value, depth);
  }

  /** Java compares strings by UTF-16 code units, as RFC 8785, section 3.2.3, asks for. */
  private static Map<?, ?> sorted(Map<?, ?> map) {
    if (map instanceof SortedMap<?, ?> already && already.comparator() == null) {
      return already;
    }
    TreeMap<String, Object> sorted = new TreeMap<>();
    map.forEach(
        (name, value) -> {
          if (!(name instanceof String text)) {
            throw noString(name);
          }
          sorted.put(text, value);
        });
    return sorted;
  }

  private static IllegalArgumentException noString(Object name) {
    return new IllegalArgumentException("The key " + name + " of an object is no string");
  }

  /** Escapes as RFC 8785, section 3.2.2.2, says. */
  private void writeString(String string) {
    int length = string.length();
    reserve(length + 2);
    put((byte) '"');
    for (int i = writePlain(string); i < length; i++) {
      char c = string.charAt(i);
      if (isPlain(c)) {
        put((byte) c);
      } else if (c < 0x80) {
        writeEscaped(c);
      } else if (Character.isSurrogate(c)) {
        writePair(string, i++);
      } else {
        writeTwoOrThree(c);
      }
    }
    put((byte) '"');
  }

  /** Nearly all strings are plain to their end. Returns how many characters were; room is there. */
  private int writePlain(String string) {
    byte[] to = out;
    int at = size;
    int length = string.length();
    int i = 0;
    while (i < length && isPlain(string.charAt(i))) {
      to[at + i] = (byte) string.charAt(i);
      i++;
    }
    size = at + i;
    return i;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  }

  private void writeEscaped(char c) {
    switch (c) {
      case '"' -> writeAscii("\\\"");
      case '\\' -> writeAscii("\\\\");
      case '\b' -> writeAscii("\\b");
      case '\t' -> writeAscii("\\t");
      case '\n' -> writeAscii("\\n");
      case '\f' -> writeAscii("\\f");
      case '\r' -> writeAscii("\\r");
      default -> {
        if (c < ' ') {
          writeAscii("\\u00");
          put(HEX[c >> 4]);
          put(HEX[c & 15]);
        } else {
          put((byte) c);
        }
      }
    }
  }

  private void writeTwoOrThree(char c) {
    if (c < 0x800) {
      put((byte) (0xc0 | (c >> 6)));
    } else {
      put((byte) (0xe0 | (c >> 12)));
      put((byte) (0x80 | ((c >> 6) & 0x3f)));
    }
    put((byte) (0x80 | (c & 0x3f)));
  }

  private void writePair(String string, int index) {
    char high = string.charAt(index);
    if (!Character.isHighSurrogate(high)
        || index + 1 >= string.length()
        || !Character.isLowSurrogate(string.charAt(index + 1))) {
      throw new IllegalArgumentException(
          "A string holds an unpaired surrogate at " + index + ": it is no Unicode text");
    }
    int point = Character.toCodePoint(high, string.charAt(index + 1));
    put((byte) (0xf0 | (point >> 18)));
    put((byte) (0x80 | ((point >> 12) & 0x3f)));
    put((byte) (0x80 | ((point >> 6) & 0x3f)));
    put((byte) (0x80 | (point & 0x3f)));
  }

  private void writeAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put((byte) text.charAt(i));
    }
  }

  private void put(byte b) {
    if (size == out.length) {
      reserve(1);
    }
    out[size++] = b;
  }

  private void reserve(int bytes) {
    if (bytes > out.length - size) {
      out = Arrays.copyOf(out, Math.max(Math.addExact(size, bytes), out.length * 2));
    }
  }
}
