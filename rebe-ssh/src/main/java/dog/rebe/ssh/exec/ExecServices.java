package dog.rebe.ssh.exec;

import dog.rebe.execution.Scheduler;
import dog.rebe.ssh.link.EqualDelays;
import dog.rebe.ssh.link.Link;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.pool.SessionPool;
import java.util.concurrent.Executor;

/**
 * What every exchange of a transport shares.
 *
 * @param pool where channels come from
 * @param scheduler time
 * @param streams reads the streams that callers give as standard input
 * @param closers closes such a stream under whoever hangs in it
 * @param windowBytes how much a channel may receive ahead of its reader
 * @param quiet runs what waits for the silence after an exit
 */
public record ExecServices(
    SessionPool<Target, Link> pool,
    Scheduler scheduler,
    Executor streams,
    Executor closers,
    int windowBytes,
    EqualDelays quiet) {

  /** With delays of their own. */
  public ExecServices(
      SessionPool<Target, Link> pool,
      Scheduler scheduler,
      Executor streams,
      Executor closers,
      int windowBytes) {
    this(
        pool,
        scheduler,
        streams,
        closers,
        windowBytes,
        new EqualDelays(scheduler, AfterExit.QUIET));
  }
}
