package dog.rebe.ssh.channel;

import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.link.ChannelChoice;
import dog.rebe.ssh.link.ChannelListener;
import dog.rebe.ssh.link.Link;
import dog.rebe.ssh.link.SessionChannel;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.pool.Lease;
import dog.rebe.ssh.pool.LeaseListener;
import dog.rebe.ssh.pool.SessionPool;
import dog.rebe.ssh.pool.Use;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gets a channel from the pool. A session that takes no more channels, or dies before the channel
 * is open, is replaced by another; the lease goes back when the channel is closed. Confined to its
 * mailbox.
 */
public final class PooledChannel implements LeaseListener<Link>, ChannelListener {

  private static final int MOST_TRIES = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

  private final SessionPool<Target, Link> pool;
  private final Scheduler scheduler;
  private final Target target;
  private final Use use;
  private final ChannelChoice choice;
  private final int windowBytes;
  private final long byNanos;
  private final ChannelTaker taker;
  private final Mailbox mailbox;
  private Scheduler.@Nullable Cancellation waiting;
  private @Nullable Lease<Link> lease;
  private @Nullable SessionChannel opening;
  private int tries;
  private boolean opened;
  private boolean over;

  private PooledChannel(
      SessionPool<Target, Link> pool,
      Scheduler scheduler,
      Target target,
      Use use,
      ChannelChoice choice,
      Duration within,
      int windowBytes,
      Mailbox mailbox,
      ChannelTaker taker) {
    this.pool = pool;
    this.scheduler = scheduler;
    this.target = target;
    this.use = use;
    this.choice = choice;
    this.windowBytes = windowBytes;
    this.byNanos = scheduler.nanoTime() + within.toNanos();
    this.mailbox = mailbox;
    this.taker = taker;
  }

  /**
   * Begins to get one.
   *
   * @param choice which channel of a session will do
   * @param within how long it may take, a new connection included
   * @param windowBytes how much the channel may receive ahead of its reader
   * @param mailbox where the taker is called
   */
  public static PooledChannel open(
      SessionPool<Target, Link> pool,
      Scheduler scheduler,
      Target target,
      Use use,
      ChannelChoice choice,
      Duration within,
      int windowBytes,
      Mailbox mailbox,
      ChannelTaker taker) {
    PooledChannel channel =
        new PooledChannel(
            pool, scheduler, target, use, choice, within, windowBytes, mailbox, taker);
    mailbox.post(channel::acquire);
    return channel;
  }

  /**
   * Nobody wants it any more: to be called in the mailbox, before the channel was handed over. The
   * taker is not called any more.
   */
  public void abandon() {
    over = true;
    if (waiting != null) {
      waiting.cancel();
    }
    if (opening != null) {
      opening.close();
    }
  }

  private void acquire() {
    if (!over) {
      tries++;
      waiting = pool.acquire(target, use, timeLeft(), this);
    }
  }

  private Duration timeLeft() {
    return Duration.ofNanos(byNanos - scheduler.nanoTime());
  }

  @Override
  public void leased(Lease<Link> newLease) {
    mailbox.post(
        () -> {
          if (over) {
            newLease.release();
          } else {
            lease = newLease;
            opening = newLease.link().openChannel(windowBytes, choice, this);
          }
        });
  }

  @Override
  public void failed(Fault fault) {
    mailbox.post(() -> fail(fault));
  }

  @Override
  public void opened(SessionChannel channel) {
    mailbox.post(
        () -> {
          if (over) {
            channel.close();
          } else if (channel.isOpen()) {
            opened = true;
            channel
                .link()
                .together(
                    () -> {
                      taker.opened(channel);
                      openAhead();
                    });
          }
          // What has closed already says so next, and nothing was asked on it.
        });
  }

  /** In the flight of what was just sent, so that the next command finds a channel open. */
  private void openAhead() {
    Lease<Link> held = lease;
    if (use == Use.COMMAND && held != null && held.mayOpenAhead()) {
      held.link().openAhead(windowBytes, held::refusedAhead);
    }
  }

  @Override
  public void openRefused(int code, String reason) {
    mailbox.post(
        () -> {
          Lease<Link> refused = lease;
          lease = null;
          boolean others = refused != null && refused.refused();
          Fault fault =
              new Fault(
                  FailureKind.CHANNEL_REFUSED,
                  target + " refused a channel (code " + code + "): " + reason);
          if (!others && refused != null && refused.reused()) {
            retryLaterOr(fault);
          } else {
            retryOr(others, fault);
          }
        });
  }

  @Override
  public void closed(@Nullable Fault lost) {
    mailbox.post(
        () -> {
          if (lease != null) {
            lease.release();
            lease = null;
          }
          if (opened) {
            if (!over) {
              over = true;
              taker.closed(lost);
            }
          } else {
            retryOr(
                !timeLeft().isNegative(),
                lost != null
                    ? new Fault(FailureKind.CONNECTION_LOST, lost.detail())
                    : new Fault(FailureKind.CONNECTION_LOST, target + " closed a channel at once"));
          }
        });
  }

  /**
   * It has given channels before, so this one came too early: OpenSSH counts a closed channel until
   * it has looked at all that arrived with the close.
   */
  private void retryLaterOr(Fault fault) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << tries);
    if (tries < MOST_TRIES && timeLeft().compareTo(pause) > 0) {
      waiting = scheduler.schedule(pause, () -> mailbox.post(this::acquire));
    } else {
      fail(fault);
    }
  }

  private void retryOr(boolean again, Fault fault) {
    if (again && tries < MOST_TRIES) {
      acquire();
    } else {
      fail(fault);
    }
  }

  private void fail(Fault fault) {
    if (!over) {
      over = true;
      taker.failed(fault);
    }
  }

  @Override
  public void replied(boolean success) {
    tell(() -> taker.replied(success));
  }

  @Override
  public void received(OutputStreamName stream, byte[] bytes) {
    tell(() -> taker.received(stream, bytes));
  }

  @Override
  public void exited(Exit exit) {
    tell(() -> taker.exited(exit));
  }

  @Override
  public void endOfData() {
    tell(taker::endOfData);
  }

  private void tell(Runnable event) {
    mailbox.post(
        () -> {
          if (!over) {
            event.run();
          }
        });
  }
}
