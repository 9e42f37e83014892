package dog.rebe.cli.input;

import dog.rebe.command.Repetition;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whether something may run twice. */
public final class RepetitionConverter implements ITypeConverter<Repetition> {

  @Override
  public Repetition convert(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "once" -> Repetition.ONCE;
      case "repeatable" -> Repetition.REPEATABLE;
      default ->
          throw new TypeConversionException(
              "'"
                  + Shown.value(text)
                  + "' does not say whether it may run twice: write =once or =repeatable");
    };
  }
}
