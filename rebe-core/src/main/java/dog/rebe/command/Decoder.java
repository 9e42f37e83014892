package dog.rebe.command;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Exit;
import java.util.function.Function;

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

  /** Whether this decoder can work with output that was cut at its limit. Most cannot. */
  default boolean acceptsCutOutput() {
    return false;
  }

  /** A decoder that applies {@code mapper} to what this one decodes. */
  default <R> Decoder<R> map(Function<? super T, ? extends R> mapper) {
    Decoder<T> first = this;
    return new Decoder<R>() {
      @Override
      public R decode(CapturedOutput output, Exit exit) throws DecodeException {
        return mapper.apply(first.decode(output, exit));
      }

      @Override
      public boolean acceptsCutOutput() {
        return first.acceptsCutOutput();
      }
    };
  }

  /** The output as it came, whole or cut. */
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
