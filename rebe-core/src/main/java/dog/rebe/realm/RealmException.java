package dog.rebe.realm;

/** A realm that cannot be loaded or signed. The message names the file and the remedy. */
public final class RealmException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the file and the remedy. */
  public RealmException(String message) {
    super(message);
  }

  /** Names the file and the remedy, with what the system said. */
  public RealmException(String message, Throwable cause) {
    super(message, cause);
  }
}
