package dog.rebe.command;

import java.util.Objects;

/** The value of an environment variable of a command. */
public sealed interface EnvironmentValue {

  /** A value that may be seen. */
  static EnvironmentValue of(String text) {
    return new Plain(text);
  }

  /** A secret. It is in the process's environment on the node and nowhere else. */
  static EnvironmentValue of(Secret secret) {
    return new OfSecret(secret);
  }

  /**
   * A value that may be seen.
   *
   * @param text without NUL
   */
  record Plain(String text) implements EnvironmentValue {
    public Plain {
      WellFormed.require(text, "The environment value");
      if (text.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("An environment value holds a NUL");
      }
    }
  }

  /**
   * A secret value.
   *
   * @param secret what the variable holds
   */
  record OfSecret(Secret secret) implements EnvironmentValue {
    public OfSecret {
      Objects.requireNonNull(secret, "secret");
    }
  }
}
