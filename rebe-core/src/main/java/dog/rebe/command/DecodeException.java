package dog.rebe.command;

import dog.rebe.outcome.FailureKind;
import java.util.Objects;

/**
 * Output that a {@link Decoder} does not understand, or an answer that says why there is no value.
 * The message says what was expected and what came. The outcome is a failure of {@link #kind()}
 * whose delivery is {@code COMPLETED}.
 */
public final class DecodeException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient FailureKind kind;

  /** Of kind {@code undecodable}. Says what was expected and what came, shortened. */
  public DecodeException(String message) {
    this(FailureKind.UNDECODABLE, message);
  }

  /**
   * Of kind {@code undecodable}. Says what was expected and what came, shortened, with the parser's
   * own failure.
   */
  public DecodeException(String message, Throwable cause) {
    super(message, cause);
    this.kind = FailureKind.UNDECODABLE;
  }

  /** Of this kind: the output was understood, and it says that there is no value and why. */
  public DecodeException(FailureKind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** The kind of the failure that comes of it. */
  public FailureKind kind() {
    return kind;
  }
}
