package dog.rebe.ssh.pool;

/** What a channel is wanted for. */
public enum Use {
  /**
   * For a command, a subsystem or a terminal: counts towards what a session takes, less the
   * reserve.
   */
  COMMAND,
  /** For ending a command: may take what is kept in reserve. */
  CONTROL,
  /** For a connection through a jump host: servers count these apart. */
  FORWARD
}
