package dog.rebe.cli.json;

import java.util.Locale;

/** Constants as they stand in JSON: lower case with hyphens. */
final class Codes {

  private Codes() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
