package dog.rebe.chronicle;

/**
 * A chronicle that cannot be opened, written or read. The message names the file and the remedy.
 */
public final class ChronicleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the file and the remedy. */
  public ChronicleException(String message) {
    super(message);
  }

  /** Names the file and the remedy, with what the system said. */
  public ChronicleException(String message, Throwable cause) {
    super(message, cause);
  }
}
