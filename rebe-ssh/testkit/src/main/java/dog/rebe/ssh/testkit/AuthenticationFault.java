package dog.rebe.ssh.testkit;

/** A fault that shows when a client authenticates. */
public sealed interface AuthenticationFault extends Fault {

  /** No credential is good enough. */
  record Refuses() implements AuthenticationFault {}

  /** No answer, ever. */
  record Hangs() implements AuthenticationFault {}
}
