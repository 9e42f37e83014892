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
  private final boolean changedNothing;

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
    this.changedNothing = false;
  }

  /** Of this kind: the output was understood, and it says that there is no value and why. */
  public DecodeException(FailureKind kind, String message) {
    this(kind, message, false);
  }

  private DecodeException(FailureKind kind, String message, boolean changedNothing) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.changedNothing = changedNothing;
  }

  /**
   * Of this kind: the command says that it refused, and that it changed nothing. The delivery is
   * {@code COMPLETED} all the same, for it ran; owners are told that nothing was changed.
   */
  public static DecodeException refusal(FailureKind kind, String message) {
    return new DecodeException(kind, message, true);
  }

  /** Whether the command itself says that it changed nothing. */
  public boolean changedNothing() {
    return changedNothing;
  }

  /** The kind of the failure that comes of it. */
  public FailureKind kind() {
    return kind;
  }
}
