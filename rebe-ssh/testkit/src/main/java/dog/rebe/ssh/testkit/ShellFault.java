package dog.rebe.ssh.testkit;

import java.util.Objects;

/** A fault that shows between the request to execute and the command. */
public sealed interface ShellFault extends Fault {

  /** Nobody may become another user: sudo and doas ask for a password, which nobody types. */
  record RefusesRunAs() implements ShellFault {}

  /** The login shell is none: it says that the account is not available, and exits. */
  record NoLoginShell() implements ShellFault {}

  /**
   * The login shell's start-up files print something before every command.
   *
   * @param text what they print
   */
  record NoisyLogin(String text) implements ShellFault {
    public NoisyLogin {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * Processes do not end when they are told to, not even by KILL, as in an uninterruptible wait.
   */
  record KeepsProcesses() implements ShellFault {}
}
