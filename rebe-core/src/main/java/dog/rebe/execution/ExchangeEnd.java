package dog.rebe.execution;

import dog.rebe.command.HeaderReader;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.JumpHostFault;
import java.util.Optional;

/** How an attempt ended. */
public sealed interface ExchangeEnd {

  /**
   * What the exit of a lowered command's process means, once all of its output has arrived. For
   * byte transports.
   *
   * @param header has read the process's standard output
   * @param exit how the process ended, which need not be how the command did
   * @param detail for the author, where the command did not run
   */
  static ExchangeEnd ofProcess(HeaderReader header, Exit exit, String detail) {
    Optional<FailureKind> notStarted = header.notStarted();
    if (notStarted.isPresent()) {
      return new NotStarted(notStarted.get(), detail);
    }
    return header.isJournaled() ? JournaledEnd.of(header.answer(), exit) : new Exited(exit);
  }

  /**
   * The process ended by itself and the node said how.
   *
   * @param exit its exit status or signal
   * @param outputCut whether not all of its output was recorded, for a command with a token
   */
  record Exited(Exit exit, boolean outputCut) implements ExchangeEnd {

    /** With all of its output. */
    public Exited(Exit exit) {
      this(exit, false);
    }
  }

  /** Detached work is at work, and has no result yet. */
  record StillRunning() implements ExchangeEnd {}

  /**
   * Provably nothing ran: the connection, the login or the request to execute failed or was
   * refused.
   *
   * @param kind why
   * @param detail for the author
   * @param jumpHost what was wrong with a machine on the way, where that is why
   */
  record NotStarted(FailureKind kind, String detail, Optional<JumpHostFault> jumpHost)
      implements ExchangeEnd {

    /** Because of the node, or of us. */
    public NotStarted(FailureKind kind, String detail) {
      this(kind, detail, Optional.empty());
    }
  }

  /**
   * The request was sent and then nobody can say: the connection broke, or the channel closed
   * without an exit.
   *
   * @param kind why
   * @param detail for the author
   */
  record Lost(FailureKind kind, String detail) implements ExchangeEnd {}

  /** {@link Exchange#stop} was called before the point of no return: nothing was sent. */
  record StoppedBeforeStart() implements ExchangeEnd {}

  /** {@link Exchange#stop} ended it, and no process of its group is left but zombies. */
  record StoppedConfirmed() implements ExchangeEnd {}

  /**
   * {@link Exchange#stop} could not confirm the end within the grace.
   *
   * @param detail what was tried, for the author
   */
  record StoppedUnconfirmed(String detail) implements ExchangeEnd {}
}
