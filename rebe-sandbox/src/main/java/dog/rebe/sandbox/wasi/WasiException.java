package dog.rebe.sandbox.wasi;

/** A call that the guest is told an error for. */
final class WasiException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int errno;

  WasiException(int errno) {
    super("errno " + errno, null, false, false);
    this.errno = errno;
  }

  int errno() {
    return errno;
  }
}
