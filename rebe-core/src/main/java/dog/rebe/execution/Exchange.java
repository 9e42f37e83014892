package dog.rebe.execution;

/** One attempt under way. Thread-safe. */
public interface Exchange {

  /**
   * Allows the transport to deliver this many chunks more. Chunks that were not asked for stay with
   * the node: the transport holds them back by flow control, not in memory.
   */
  void request(long chunks);

  /**
   * Ends the attempt and what it started on the node: the process group is asked to end (TERM),
   * given the command's grace, then killed. {@link ExchangeListener#onEnd} follows, within the
   * grace, with what that achieved. Before the point of no return nothing is sent at all.
   * Idempotent, never blocks.
   */
  void stop();
}
