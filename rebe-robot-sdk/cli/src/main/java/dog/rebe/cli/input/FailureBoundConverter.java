package dog.rebe.cli.input;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the bound for failures of an option. */
public final class FailureBoundConverter implements ITypeConverter<FailureBound> {

  @Override
  public FailureBound convert(String text) {
    try {
      return FailureBound.parse(text);
    } catch (BadInput e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
