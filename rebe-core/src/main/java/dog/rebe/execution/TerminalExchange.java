package dog.rebe.execution;

/**
 * An attempt whose command has a terminal: what a transport with {@link Capability#INTERACTIVE}
 * returns for a request that has one. What the terminal shows is the output on {@link
 * OutputStreamName#STDOUT}. Thread-safe; nothing in it blocks or throws.
 *
 * <p>{@link #stop} hangs the terminal up, so that the processes on it get {@code SIGHUP}, and then
 * ends what is left of the command's process group like that of any other command.
 */
public interface TerminalExchange extends Exchange {

  /**
   * Types on the terminal. Bytes that come before the command has started are typed once it has.
   * Dropped when the attempt is over.
   *
   * @param bytes the exchange's from now on
   * @param taken runs, on any thread, once the node has taken the bytes and more may follow. The
   *     caller types again only after that, so that what waits is bounded by one call's bytes. It
   *     may never run where the attempt ends before
   */
  void type(byte[] bytes, Runnable taken);

  /** The terminal has another size now; the program on it gets {@code SIGWINCH}. */
  void resize(int columns, int rows);
}
