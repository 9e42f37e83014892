package dog.rebe.cli;

/** A result that could not be kept on this machine. The message names the file and the reason. */
final class OutputLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutputLost(String message, Throwable cause) {
    super(message, cause);
  }
}
