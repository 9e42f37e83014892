package dog.rebe.ssh.sftp;

import dog.rebe.outcome.FailureKind;

/** Why something was not read that the server did not refuse. */
final class SftpProblem extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient FailureKind kind;

  SftpProblem(FailureKind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  FailureKind kind() {
    return kind;
  }
}
