package dog.rebe.ssh.exec;

import dog.rebe.command.ShellDialect;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.Exit;
import dog.rebe.ssh.channel.ChannelTaker;
import dog.rebe.ssh.channel.Mailbox;
import dog.rebe.ssh.channel.PooledChannel;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.link.ChannelChoice;
import dog.rebe.ssh.link.SessionChannel;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.pool.Use;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs a short script of ours on a channel of its own and collects what it says. A node that does
 * not answer is given up: nothing holds the channel for ever.
 */
final class ControlScript implements ChannelTaker {

  private static final int MOST_OUTPUT = 4096;
  private static final int WINDOW_BYTES = 32 * 1024;

  /** Hears of it. */
  interface Listener {
    /** The script is about to be sent. */
    void sending();

    /** What it said on standard output; empty if it could not be run. */
    void said(String output, String detail);
  }

  private final String script;
  private final Listener listener;
  private final Scheduler scheduler;
  private final Duration within;
  private final Mailbox mailbox = new Mailbox();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final PooledChannel pooled;
  private @Nullable SessionChannel channel;
  private Scheduler.Cancellation limit;
  private boolean over;
  private boolean forgotten;

  private ControlScript(
      ExecServices services, Target target, String script, Duration within, Listener listener) {
    this.script = script;
    this.listener = listener;
    this.scheduler = services.scheduler();
    this.within = within;
    this.limit = limit("no channel was to be had in time");
    this.pooled =
        PooledChannel.open(
            services.pool(),
            services.scheduler(),
            target,
            Use.CONTROL,
            ChannelChoice.QUICKEST,
            within,
            WINDOW_BYTES,
            mailbox,
            this);
  }

  /**
   * Starts it.
   *
   * @param within how long getting a channel may take, and then how long the script may
   */
  static ControlScript start(
      ExecServices services, Target target, String script, Duration within, Listener listener) {
    return new ControlScript(services, target, script, within, listener);
  }

  /**
   * Nobody waits for its answer any more. It still runs: what it is to end may be there, also where
   * a channel for it comes late.
   */
  void forget() {
    mailbox.post(() -> forgotten = true);
  }

  /** It is not needed any more. What was sent runs on. */
  void callOff() {
    mailbox.post(
        () -> {
          forgotten = true;
          if (channel == null) {
            giveUp("");
          }
        });
  }

  private void giveUp(String detail) {
    if (channel == null) {
      pooled.abandon();
    }
    end(detail);
  }

  private Scheduler.Cancellation limit(String detail) {
    return scheduler.schedule(within, () -> mailbox.post(() -> giveUp(detail)));
  }

  @Override
  public void failed(Fault fault) {
    end(fault.detail());
  }

  @Override
  public void opened(SessionChannel opened) {
    channel = opened;
    limit.cancel();
    limit = limit("the script that ends it did not answer in time");
    if (!forgotten) {
      listener.sending();
    }
    ShellDialect dialect = opened.link().dialect().orElse(ShellDialect.ANY);
    opened.exec(dialect.commandLine(script));
    opened.sendEnd();
  }

  @Override
  public void replied(boolean success) {
    if (!success) {
      end("the node refused to run the script that ends it");
    }
  }

  @Override
  public void received(OutputStreamName stream, byte[] bytes) {
    if (stream == OutputStreamName.STDOUT && output.size() < MOST_OUTPUT) {
      output.writeBytes(bytes);
    }
  }

  @Override
  public void exited(Exit exit) {}

  @Override
  public void endOfData() {
    end("");
  }

  @Override
  public void closed(@Nullable Fault lost) {
    end(lost == null ? "" : lost.detail());
  }

  private void end(String detail) {
    if (!over) {
      over = true;
      limit.cancel();
      if (!forgotten) {
        listener.said(output.toString(StandardCharsets.UTF_8), detail);
      }
      if (channel != null) {
        channel.close();
      }
    }
  }
}
