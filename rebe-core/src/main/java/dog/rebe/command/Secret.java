package dog.rebe.command;

import java.util.Objects;

/**
 * A secret by name. Its value is fetched from the source for each attempt and is in no plan,
 * digest, log or message.
 *
 * @param name stands in plans and digests in place of the value
 * @param source where the value comes from
 */
public record Secret(String name, SecretSource source) {

  public Secret {
    if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "A secret's name has printable ASCII characters without white space");
    }
    Objects.requireNonNull(source, "source");
  }

  /** A secret from this source. */
  public static Secret of(String name, SecretSource source) {
    return new Secret(name, source);
  }

  @Override
  public String toString() {
    return "***";
  }
}
