package dog.rebe.command;

import java.nio.charset.StandardCharsets;

/** Text that becomes UTF-8 without loss: an unpaired surrogate would arrive as a question mark. */
final class WellFormed {

  private WellFormed() {}

  static String require(String text, String what) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          what + " holds an unpaired surrogate, which is no Unicode text: give bytes instead");
    }
    return text;
  }
}
