package dog.rebe.command;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;

/**
 * Turns the output of a command into a typed value. Implementations are thread-safe, do not block,
 * and refuse what they do not understand. They never run on an I/O thread.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Decoder<T> {

  /**
   * Decodes the output of a command that ended with an accepted exit.
   *
   * @throws DecodeException if the output is not what was expected; the outcome is then a failure
   *     of {@link DecodeException#kind()} whose delivery is {@code COMPLETED}
   */
  T decode(CapturedOutput output, Exit exit) throws DecodeException;

  /**
   * Whether this decoder can work with output that was cut at its limit, or not kept at all because
   * it is {@linkplain dog.rebe.execution.CommandExecutor#stream streamed}. Most cannot. Output over
   * the limit ends the command, and the failure is {@code output-limit} whatever this says. Only a
   * command that had ended by itself, well, before it could be ended for its output is decoded in
   * spite of the cut: if this says so, and otherwise it fails as {@code output-cut}.
   */
  default boolean acceptsCutOutput() {
    return false;
  }

  /**
   * What a decoded value means.
   *
   * @param <T> the type of the value
   * @param <R> the type of its meaning
   */
  @FunctionalInterface
  interface Mapper<T, R> {

    /**
     * Makes the one of the other. An unchecked exception counts as not understood.
     *
     * @throws DecodeException if it is not what was expected; says what was
     */
    R map(T value) throws DecodeException;
  }

  /**
   * A decoder that applies {@code mapper} to what this one decodes. An unchecked exception of the
   * mapper, say of {@code Integer::parseInt}, is a failure of kind {@code undecodable} that shows
   * the value; a {@link DecodeException} can say better what was expected.
   */
  default <R> Decoder<R> map(Mapper<? super T, ? extends R> mapper) {
    Decoder<T> first = this;
    return new Decoder<R>() {
      @Override
      public R decode(CapturedOutput output, Exit exit) throws DecodeException {
        return Mapping.apply(mapper, first.decode(output, exit));
      }

      @Override
      public boolean acceptsCutOutput() {
        return first.acceptsCutOutput();
      }
    };
  }

  /**
   * The output as it came. It is cut only where the command had ended well before it could be ended
   * for printing too much: see {@link #acceptsCutOutput} and {@link CapturedOutput#isCut}.
   */
  static Decoder<CapturedOutput> raw() {
    return RawDecoder.INSTANCE;
  }

  /** Standard output as UTF-8 text; refuses what is not UTF-8. */
  static Decoder<String> text() {
    return (output, exit) -> {
      if (!output.stdout().isUtf8()) {
        throw new DecodeException("Standard output is not UTF-8 text; decode raw() bytes instead");
      }
      return output.stdout().utf8();
    };
  }
}
