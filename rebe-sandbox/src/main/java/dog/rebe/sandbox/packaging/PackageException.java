package dog.rebe.sandbox.packaging;

/** A package, a key or a list that cannot be used. The message says what is wrong with it. */
public final class PackageException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public PackageException(String message) {
    super(message);
  }

  /** Says what is wrong, and what came of it. */
  public PackageException(String message, Throwable cause) {
    super(message, cause);
  }
}
