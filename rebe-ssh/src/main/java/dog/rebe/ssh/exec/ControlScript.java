package dog.rebe.ssh.exec;

import dog.rebe.command.ShellDialect;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.outcome.Exit;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.link.ChannelListener;
import dog.rebe.ssh.link.Link;
import dog.rebe.ssh.link.SessionChannel;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.pool.Lease;
import dog.rebe.ssh.pool.LeaseListener;
import dog.rebe.ssh.pool.Use;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs a short script of ours on a channel of its own and collects what it says. */
final class ControlScript implements LeaseListener<Link>, ChannelListener {

  private static final int MOST_OUTPUT = 4096;
  private static final int MOST_TRIES = 4;

  /** Hears of it. */
  interface Listener {
    /** The script is about to be sent. */
    void sending();

    /** What it said on standard output; empty if it could not be run. */
    void said(String output, String detail);
  }

  private final ExecServices services;
  private final Target target;
  private final String script;
  private final Listener listener;
  private final Mailbox mailbox = new Mailbox();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final long byNanos;
  private @Nullable Lease<Link> lease;
  private int tries;
  private boolean over;

  ControlScript(
      ExecServices services, Target target, String script, Duration within, Listener listener) {
    this.services = services;
    this.target = target;
    this.script = script;
    this.listener = listener;
    this.byNanos = services.scheduler().nanoTime() + within.toNanos();
  }

  void start() {
    mailbox.post(this::acquire);
  }

  /** Nobody wants to hear of it any more. What was sent runs on. */
  void forget() {
    mailbox.post(() -> over = true);
  }

  private void acquire() {
    tries++;
    Duration left = Duration.ofNanos(byNanos - services.scheduler().nanoTime());
    services.pool().acquire(target, Use.CONTROL, left, this);
  }

  @Override
  public void leased(Lease<Link> newLease) {
    mailbox.post(
        () -> {
          if (over) {
            newLease.release();
          } else {
            lease = newLease;
            newLease.link().openChannel(MOST_OUTPUT * 8, this);
          }
        });
  }

  @Override
  public void failed(Fault fault) {
    mailbox.post(() -> end(fault.detail()));
  }

  @Override
  public void opened(SessionChannel channel) {
    mailbox.post(
        () -> {
          if (over) {
            channel.close();
            return;
          }
          listener.sending();
          ShellDialect dialect = channel.link().dialect().orElse(ShellDialect.ANY);
          channel.exec(dialect.commandLine(script));
          channel.sendEnd();
        });
  }

  @Override
  public void openRefused(int code, String reason) {
    mailbox.post(
        () -> {
          Lease<Link> refused = lease;
          lease = null;
          if (refused != null && refused.refused() && tries < MOST_TRIES && !over) {
            acquire();
          } else {
            end("no channel for it: " + reason);
          }
        });
  }

  @Override
  public void replied(boolean success) {
    if (!success) {
      mailbox.post(() -> end("the node refused to run the script that ends it"));
    }
  }

  @Override
  public void received(OutputStreamName stream, byte[] bytes) {
    mailbox.post(
        () -> {
          if (stream == OutputStreamName.STDOUT && output.size() < MOST_OUTPUT) {
            output.writeBytes(bytes);
          }
        });
  }

  @Override
  public void exited(Exit exit) {}

  @Override
  public void endOfData() {
    mailbox.post(() -> end(""));
  }

  @Override
  public void closed(@Nullable Fault lost) {
    mailbox.post(
        () -> {
          end(lost == null ? "" : lost.detail());
          if (lease != null) {
            lease.release();
            lease = null;
          }
        });
  }

  private void end(String detail) {
    if (!over) {
      over = true;
      listener.said(output.toString(StandardCharsets.UTF_8), detail);
    }
  }
}
