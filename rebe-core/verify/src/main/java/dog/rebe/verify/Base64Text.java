package dog.rebe.verify;

import java.util.Base64;

/** Base64 in its one canonical form, so that no bit of a text can change unseen. */
final class Base64Text {

  private Base64Text() {}

  static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no base64", e);
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("'" + text + "' is no canonical base64");
    }
    return bytes;
  }
}
