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
   * then killed. {@link ExchangeListener#onEnd} follows with what that achieved. Idempotent, never
   * blocks, throws nothing.
   *
   * <ul>
   *   <li>Before the point of no return nothing is sent any more, and the end is {@link
   *       ExchangeEnd.StoppedBeforeStart}, at once: also where a connection is still being made.
   *   <li>If the process's own exit had arrived before anything was sent to end it, the end is
   *       {@link ExchangeEnd.Exited}: it ended by itself. An exit that arrives after we asked for
   *       the end is not: then say {@link ExchangeEnd.StoppedConfirmed} or {@link
   *       ExchangeEnd.StoppedUnconfirmed}.
   *   <li>The corridor waits for {@code onEnd} no longer than the command's grace, counted from
   *       this call, then calls the delivery unknown. So the time between TERM and KILL, the
   *       killing and the look at what is left must fit into the grace together: give TERM at most
   *       half of it.
   *   <li>Output may be dropped from here on, except before an {@link ExchangeEnd.Exited}: what was
   *       demanded of it comes first, for it is decoded as the whole. Nobody calls {@link #request}
   *       for the end to come.
   * </ul>
   */
  void stop();
}
