package dog.rebe.cli.input;

/**
 * Something that was typed, or a file that was named, is wrong, and nothing ran. The message names
 * the value and the remedy in one or two sentences.
 */
public final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the value and the remedy. */
  public BadInput(String message) {
    super(message);
  }

  /** Names the value and the remedy, with what the system said. */
  public BadInput(String message, Throwable cause) {
    super(message, cause);
  }
}
