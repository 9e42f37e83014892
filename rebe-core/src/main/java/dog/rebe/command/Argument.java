package dog.rebe.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * One element of an argument list. Every byte arrives on the node as it is here; NUL cannot (no
 * POSIX process can be given one) and is refused.
 */
public sealed interface Argument {

  /** Text, sent as UTF-8. */
  static Argument of(String text) {
    return new Literal(WellFormed.require(text, "The argument").getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes, for instance a file name that is no text. */
  static Argument of(byte[] bytes) {
    return new Literal(bytes);
  }

  /** The path of a private file on the node that holds this secret while the command runs. */
  static Argument secretFile(Secret secret) {
    return new SecretFile(secret);
  }

  /** Bytes that are sent as they are. */
  final class Literal implements Argument {
    private final byte[] bytes;

    private Literal(byte[] bytes) {
      this.bytes = bytes.clone();
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == 0) {
          throw new IllegalArgumentException(
              "An argument holds a NUL at byte " + i + ": no process can be given one");
        }
      }
    }

    /** The bytes, copied. */
    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Literal that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * A placeholder for the path of a secret's private file.
   *
   * @param secret what the file holds
   */
  record SecretFile(Secret secret) implements Argument {
    public SecretFile {
      Objects.requireNonNull(secret, "secret");
    }

    @Override
    public String toString() {
      return "***";
    }
  }
}
