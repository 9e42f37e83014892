package dog.rebe.command;

/**
 * Output that a {@link Decoder} does not understand. The message says what was expected and what
 * came.
 */
public final class DecodeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what was expected and what came, shortened. */
  public DecodeException(String message) {
    super(message);
  }

  /** Says what was expected and what came, shortened, with the parser's own failure. */
  public DecodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
