package dog.rebe.command;

/**
 * What becomes of a command when the connection to its caller breaks, or the caller's process dies,
 * while it runs.
 */
public enum OnDisconnect {
  /** It runs on, as processes on SSH servers do. */
  RUN_ON,
  /**
   * It is ended with all of its process group: TERM, and KILL after the command's grace. A process
   * on the node watches the connection for that, which costs a fork or two. Over SSH the node's
   * server must notice: it does at once if the caller's process dies, and where a network falls
   * silent only by its own {@code ClientAliveInterval} (sshd_config(5)).
   *
   * <p>Standard input must be held in memory or be a secret, because the open stream is what is
   * watched.
   */
  END
}
