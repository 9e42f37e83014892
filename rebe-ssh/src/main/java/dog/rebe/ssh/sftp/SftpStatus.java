package dog.rebe.ssh.sftp;

import dog.rebe.outcome.FailureKind;

/** A server's refusal of a request, or the end of a file or directory. */
final class SftpStatus extends Exception {

  private static final long serialVersionUID = 1L;

  static final int EOF = 1;
  private static final int NO_SUCH_FILE = 2;
  private static final int PERMISSION_DENIED = 3;

  private final int code;

  SftpStatus(int code, String message) {
    super(message.isEmpty() ? "status " + code : message, null, false, false);
    this.code = code;
  }

  FailureKind kind() {
    return switch (code) {
      case NO_SUCH_FILE -> FailureKind.PATH_NOT_FOUND;
      case PERMISSION_DENIED -> FailureKind.PATH_FORBIDDEN;
      default -> FailureKind.PATH_FAILED;
    };
  }

  boolean isEnd() {
    return code == EOF;
  }
}
