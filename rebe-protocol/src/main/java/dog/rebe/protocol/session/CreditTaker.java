package dog.rebe.protocol.session;

/** What sends bytes as the agent gives credit for them. Thread-safe. */
interface CreditTaker {

  /** The agent takes so many bytes more. */
  void credit(long bytes) throws FrameException;

  /** The command takes no more. */
  void close();
}
