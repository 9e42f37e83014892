package dog.rebe.examples.plugins;

/** Output that a decoder does not understand. */
final class RefusalException extends Exception {

  private static final long serialVersionUID = 1L;

  RefusalException(String message) {
    super(message);
  }
}
