package dog.rebe.execution;

import dog.rebe.node.Node;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.Outcome;
import java.io.InputStream;
import java.io.OutputStream;
import reactor.core.publisher.Mono;

/**
 * A command with a terminal on a node, for a person who types and reads. It was started once, by
 * {@link CommandExecutor#interact}. Thread-safe, except that {@link #keyboard} is for one writer
 * and {@link #screen} for one reader at a time.
 *
 * <p>It always ends: by itself, by {@link #close}, by its command's deadline, or when nothing was
 * typed or shown for the idle timeout.
 */
public interface InteractiveSession extends AutoCloseable {

  /** The node on which it runs. */
  Node node();

  /**
   * What is typed, byte for byte: control characters too ({@code 3} interrupts, {@code 4} at the
   * beginning of a line ends the input). A write blocks until the node has taken it or the session
   * has ended, and throws an {@link java.io.IOException} if the session has ended before it. Of the
   * last 32 KiB that were typed before the end nobody can tell whether they were read. Closing the
   * stream types nothing and ends nothing.
   */
  OutputStream keyboard();

  /**
   * What the terminal shows, byte for byte: standard output and standard error together, with the
   * control sequences of the terminal. What is not read stays on the node, where the program blocks
   * when the flow is full. At the end of the session reading returns -1. An interrupted read throws
   * an {@link java.io.InterruptedIOException}. It comes from the node: show it on a terminal that
   * is meant for it, and nowhere else unescaped.
   */
  InputStream screen();

  /**
   * The person's window has another size.
   *
   * @param columns 1 to 10,000
   * @param rows 1 to 10,000
   */
  void resize(int columns, int rows);

  /**
   * How it ended, replayed to every subscriber, on a worker thread. Every exit status is a success
   * here: a shell ends with that of its last command. It never ends with an error.
   */
  Mono<Outcome<Exit>> outcome();

  /**
   * Blocks until it has ended. An interrupt closes the session; its outcome is still waited for,
   * and the thread's interrupt flag is set again.
   */
  Outcome<Exit> await();

  /**
   * Hangs up. The processes on the terminal get {@code SIGHUP}; what is left of the command's
   * process group is killed within the command's grace. The outcome then is {@code cancelled}, and
   * its delivery says whether the group is known to have ended. What the person put beyond a
   * hang-up ({@code nohup}, {@code setsid}, a multiplexer) lives on, as it is meant to. Does not
   * wait; idempotent.
   */
  @Override
  void close();
}
