package dog.rebe.ssh.testkit;

/**
 * The channel of a simulated process, as the process sees it. All methods do nothing once it is
 * closed.
 */
interface ProcessChannel {

  Stream output();

  Stream errors();

  /** Reports the status and closes the channel. */
  void exit(int status);

  /** Reports the status and leaves the channel open. */
  void announceExit(int status);

  /** Reports the signal and closes the channel. */
  void signal(String name);

  /** Closes the channel. */
  void close();

  /** Closes the connection. */
  void cutConnection();

  /** A stream to the client. */
  interface Stream {
    /**
     * Writes everything.
     *
     * @param resume called once everything is written, if the result is {@code PENDING}, whether or
     *     not the channel has closed meanwhile
     */
    Progress write(byte[] bytes, Runnable resume);
  }

  /** What became of a write. */
  enum Progress {
    WRITTEN,
    PENDING,
    CLOSED
  }
}
