package dog.rebe.command;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads standard output line by line (UTF-8). The rules are strict unless loosened:
 *
 * <ul>
 *   <li>a line ends at a line feed and nowhere else; a carriage return belongs to the line;
 *   <li>an empty line is refused ({@link #skippingEmptyLines});
 *   <li>the last line must end too, or else the output may not be whole ({@link
 *       #finalNewlineOptional});
 *   <li>there must be a line ({@link #allowingNoLines});
 *   <li>a line of more than 65,536 bytes is refused ({@link #withMaxLineBytes}).
 * </ul>
 *
 * <p>What the reader of a line throws becomes a failure that names the line. Immutable; thread-safe
 * if the reader is.
 *
 * @param <T> what a line means
 */
public final class LineDecoder<T> implements Decoder<List<T>> {

  private final LineReader<T> reader;
  private final OutputLines lines;

  private LineDecoder(LineReader<T> reader, OutputLines lines) {
    this.reader = reader;
    this.lines = lines;
  }

  /**
   * What a line means.
   *
   * @param <T> the type of its meaning
   */
  @FunctionalInterface
  public interface LineReader<T> {

    /**
     * Reads one line, without its end. An unchecked exception counts as not understood.
     *
     * @throws DecodeException if it is not what was expected; says what was
     */
    T read(String line) throws DecodeException;
  }

  /** Lines that this reader reads. */
  public static <T> LineDecoder<T> of(LineReader<T> reader) {
    return new LineDecoder<>(Objects.requireNonNull(reader, "reader"), OutputLines.STRICT);
  }

  /** The lines themselves. */
  public static LineDecoder<String> ofText() {
    return of(line -> line);
  }

  /** The same, but empty lines are skipped. A line of blanks is not empty. */
  public LineDecoder<T> skippingEmptyLines() {
    return new LineDecoder<>(reader, lines.skippingEmpty());
  }

  /** The same, but the last line may lack its end. */
  public LineDecoder<T> finalNewlineOptional() {
    return new LineDecoder<>(reader, lines.withFinalNewlineOptional());
  }

  /** The same, but there may be no line at all: the list is empty then. */
  public LineDecoder<T> allowingNoLines() {
    return new LineDecoder<>(reader, lines.withNoneAllowed());
  }

  /** The same with another limit for the length of a line, at least 1. */
  public LineDecoder<T> withMaxLineBytes(int bytes) {
    return new LineDecoder<>(reader, lines.withMaxLineBytes(bytes));
  }

  @Override
  public List<T> decode(CapturedOutput output, Exit exit) throws DecodeException {
    List<T> values = new ArrayList<>();
    lines.forEach(output.stdout(), line -> values.add(reader.read(line)));
    return List.copyOf(values);
  }
}
