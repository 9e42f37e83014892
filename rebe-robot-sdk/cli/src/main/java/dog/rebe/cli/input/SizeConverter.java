package dog.rebe.cli.input;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the size of an option. */
public final class SizeConverter implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    try {
      return SizeText.parse(text);
    } catch (BadInput e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
