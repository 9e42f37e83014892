package dog.rebe.sandbox;

/** A manifest that cannot be read. The message says where it is wrong, and what belongs there. */
public final class ManifestException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public ManifestException(String message) {
    super(message);
  }
}
