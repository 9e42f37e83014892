package dog.rebe.ssh.exec;

import dog.rebe.execution.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when all output has arrived of a process that has ended while something that it left
 * behind holds its output open. A server answers requests in order with what it reads from the
 * process, so two answers without data in between say that nothing more was there. A server that
 * does not answer is given a longer silence, and must then answer on the connection: a silent
 * connection may hold up what is on its way. Confined to its exchange's mailbox.
 */
final class AfterExit {

  static final Duration QUIET = Duration.ofMillis(200);
  private static final Duration LONG_QUIET = Duration.ofSeconds(3);
  private static final int ANSWERS = 2;

  /** What it needs of the exchange. */
  interface Conversation {
    /** Asks for a sign of life on the channel. */
    boolean ping();

    /** Asks for a sign of life on the connection; the answer runs in the mailbox, if it comes. */
    void pingConnection(Runnable answer);

    /** Whether the reader holds output back, so that silence means nothing. */
    boolean isHeldBack();

    /** Nothing more will come. */
    void drained();

    /** Runs in the mailbox, {@link #QUIET} from now. */
    Scheduler.Cancellation afterQuiet(Runnable action);

    /** Runs in the mailbox. */
    Scheduler.Cancellation later(Duration delay, Runnable action);
  }

  private final Conversation conversation;
  private Scheduler.@Nullable Cancellation timer;
  private int answers;
  private int rounds;
  private boolean asking;
  private boolean over;

  AfterExit(Conversation conversation) {
    this.conversation = conversation;
  }

  void start() {
    timer = conversation.afterQuiet(this::quiet);
  }

  /** Data has come: begin again. */
  void dataCame() {
    answers = 0;
    rounds++;
    restart();
  }

  /** The server has answered a ping. */
  void answered() {
    if (over || !asking) {
      return;
    }
    asking = false;
    answers++;
    if (conversation.isHeldBack()) {
      dataCame();
    } else if (answers >= ANSWERS) {
      stop();
      conversation.drained();
    } else {
      ask();
    }
  }

  void stop() {
    over = true;
    if (timer != null) {
      timer.cancel();
    }
  }

  private void restart() {
    if (!over && !asking) {
      if (timer != null) {
        timer.cancel();
      }
      start();
    }
  }

  private void quiet() {
    if (over) {
      return;
    }
    if (conversation.isHeldBack()) {
      start();
    } else {
      ask();
    }
  }

  private void ask() {
    asking = conversation.ping();
    if (timer != null) {
      timer.cancel();
    }
    timer = conversation.later(LONG_QUIET, this::unanswered);
  }

  private void unanswered() {
    if (over) {
      return;
    }
    asking = false;
    int round = rounds;
    conversation.pingConnection(
        () -> {
          if (!over && round == rounds) {
            silent();
          }
        });
  }

  private void silent() {
    if (conversation.isHeldBack()) {
      dataCame();
    } else {
      stop();
      conversation.drained();
    }
  }
}
