package dog.rebe.cli.input;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the duration of an option. */
public final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      return DurationText.parse(text);
    } catch (BadInput e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
