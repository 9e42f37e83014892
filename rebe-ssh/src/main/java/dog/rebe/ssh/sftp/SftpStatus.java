package dog.rebe.ssh.sftp;

/** A server's refusal of a request, or the end of a file or directory. */
final class SftpStatus extends Exception {

  private static final long serialVersionUID = 1L;

  static final int EOF = 1;

  private final int code;

  SftpStatus(int code, String message) {
    super(message.isEmpty() ? "status " + code : message, null, false, false);
    this.code = code;
  }

  boolean isEnd() {
    return code == EOF;
  }
}
