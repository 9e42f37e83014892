package dog.rebe.node;

import java.io.BufferedInputStream;
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
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long number;

  private NumberedLines(String source, InputStream in) {
    this.source = source;
    this.in = in;
  }

  static NumberedLines open(Path file) {
    return new NumberedLines(
        file.toString(), new BufferedInputStream(InventoryFile.open(file), 64 * 1024));
  }

  /** The next line without its end; null after the last. */
  @Nullable String next() {
    bytes.reset();
    number++;
    int b;
    try {
      while ((b = in.read()) >= 0 && b != '\n') {
        bytes.write(b);
        if (bytes.size() > MAX_LINE_BYTES) {
          throw InventoryException.at(
              source,
              number,
              "the line is longer than " + MAX_LINE_BYTES + " bytes",
              "Check that this is a list with one machine on a line");
        }
      }
    } catch (IOException e) {
      throw InventoryFile.unreadable(source, e);
    }
    return b < 0 && bytes.size() == 0 ? null : text();
  }

  /** The number of the line that {@link #next} returned last, from 1. */
  long number() {
    return number;
  }

  private String text() {
    String line;
    try {
      line =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
    } catch (CharacterCodingException e) {
      throw InventoryException.at(
          source, number, "the line is not UTF-8 text", "Save the file as UTF-8");
    }
    if (number == 1 && line.startsWith("\ufeff")) {
      line = line.substring(1);
    }
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
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
