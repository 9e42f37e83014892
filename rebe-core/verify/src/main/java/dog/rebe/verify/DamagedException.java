package dog.rebe.verify;

/** What is to be checked cannot be read any further. The message says where and why. */
final class DamagedException extends Exception {

  private static final long serialVersionUID = 1L;

  DamagedException(String message) {
    super(message);
  }
}
