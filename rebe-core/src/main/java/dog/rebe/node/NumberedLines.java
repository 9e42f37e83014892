package dog.rebe.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a UTF-8 file, one at a time and each of bounded length, with their numbers. */
final class NumberedLines implements AutoCloseable {

  private static final int MAX_LINE_BYTES = 64 * 1024;

  private final String source;
  private final InputStream in;
  private final byte[] buffer = new byte[MAX_LINE_BYTES];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int from;
  private int filled;
  private long number;

  private NumberedLines(String source, InputStream in) {
    this.source = source;
    this.in = in;
  }

  static NumberedLines open(Path file) {
    return new NumberedLines(file.toString(), InventoryFile.open(file));
  }

  /** The next line without its end; null after the last. */
  @Nullable String next() {
    line.reset();
    number++;
    while (from < filled || fill()) {
      int end = from;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, end - from);
      from = end + 1;
      if (line.size() > MAX_LINE_BYTES) {
        throw InventoryException.at(
            source,
            number,
            "the line is longer than " + MAX_LINE_BYTES + " bytes",
            "Check that this is a list with one machine on a line");
      }
      if (end < filled) {
        return text();
      }
    }
    return line.size() == 0 ? null : text();
  }

  private boolean fill() {
    try {
      from = 0;
      filled = Math.max(0, in.read(buffer));
      return filled > 0;
    } catch (IOException e) {
      throw InventoryFile.unreadable(source, e);
    }
  }

  /** The number of the line that {@link #next} returned last, from 1. */
  long number() {
    return number;
  }

  private String text() {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(line.toByteArray()))
              .toString();
    } catch (CharacterCodingException e) {
      throw InventoryException.at(
          source, number, "the line is not UTF-8 text", "Save the file as UTF-8");
    }
    if (number == 1 && text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw InventoryFile.unreadable(source, e);
    }
  }
}
