package dog.rebe.ssh;

import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.link.Dial;
import dog.rebe.ssh.link.DialListener;
import dog.rebe.ssh.link.Link;
import dog.rebe.ssh.link.LinkClient;
import dog.rebe.ssh.link.Target;
import dog.rebe.ssh.pool.Connector;
import dog.rebe.ssh.pool.Lease;
import dog.rebe.ssh.pool.LeaseListener;
import dog.rebe.ssh.pool.SessionPool;
import dog.rebe.ssh.pool.Use;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pool's sessions; one that goes through a jump host borrows the way from the same pool.
 */
final class SessionConnector implements Connector<Target, Link> {

  private final LinkClient client;
  private @Nullable SessionPool<Target, Link> pool;

  SessionConnector(LinkClient client) {
    this.client = client;
  }

  void joinPool(SessionPool<Target, Link> newPool) {
    pool = newPool;
  }

  @Override
  public Attempt connect(Target target, Listener<Link> listener) {
    if (target.via().isPresent()) {
      return new ThroughHop(target, target.via().get(), listener).begin();
    }
    return new Direct(client.dial(target, new Report(listener)));
  }

  private record Report(Listener<Link> listener) implements DialListener {
    @Override
    public void connected(Link link) {
      listener.connected(link);
    }

    @Override
    public void failed(Fault fault) {
      listener.failed(fault);
    }
  }

  private record Direct(Dial dial) implements Attempt {
    @Override
    public void abort() {
      dial.abort();
    }

    @Override
    public Fault overdue() {
      return dial.overdue();
    }
  }

  /** Borrows a way through the jump host for as long as the session lives. */
  private final class ThroughHop implements Attempt, LeaseListener<Link>, DialListener {
    private final Target target;
    private final Target hop;
    private final Listener<Link> listener;
    private Scheduler.@Nullable Cancellation wait;
    private @Nullable Lease<Link> lease;
    private @Nullable Dial dial;
    private boolean aborted;

    ThroughHop(Target target, Target hop, Listener<Link> listener) {
      this.target = target;
      this.hop = hop;
      this.listener = listener;
    }

    ThroughHop begin() {
      SessionPool<Target, Link> from = pool;
      if (from == null) {
        throw new IllegalStateException("No pool was joined");
      }
      Scheduler.Cancellation waiting = from.acquire(hop, Use.FORWARD, hop.timing().total(), this);
      synchronized (this) {
        wait = waiting;
      }
      return this;
    }

    @Override
    public void leased(Lease<Link> newLease) {
      synchronized (this) {
        if (!aborted) {
          lease = newLease;
          dial = client.dialThrough(newLease.link(), target, this);
          return;
        }
      }
      newLease.release();
    }

    @Override
    public void connected(Link link) {
      link.onEnd(fault -> giveBack());
      listener.connected(link);
    }

    /** Either of the jump host, or of the target. */
    @Override
    public void failed(Fault fault) {
      boolean ofHop;
      synchronized (this) {
        ofHop = dial == null;
      }
      giveBack();
      listener.failed(ofHop ? ofHop(fault) : fault);
    }

    /** The first machine on the way that failed is the one to look at. */
    private Fault ofHop(Fault fault) {
      return fault.jumpHost().isPresent()
          ? fault
          : Fault.ofJumpHost(
              hop.toString(),
              fault.kind(),
              "the jump host " + hop + " failed (" + fault.kind() + "): " + fault.detail());
    }

    private void giveBack() {
      Lease<Link> borrowed;
      synchronized (this) {
        borrowed = lease;
        lease = null;
      }
      if (borrowed != null) {
        borrowed.release();
      }
    }

    @Override
    public void abort() {
      Dial running;
      Scheduler.Cancellation waiting;
      synchronized (this) {
        aborted = true;
        running = dial;
        waiting = wait;
      }
      if (waiting != null) {
        waiting.cancel();
      }
      if (running != null) {
        running.abort();
      }
      giveBack();
    }

    @Override
    public Fault overdue() {
      Dial running;
      synchronized (this) {
        running = dial;
      }
      return running == null
          ? Fault.ofJumpHost(
              hop.toString(),
              FailureKind.TIMED_OUT,
              "the jump host " + hop + " was not reached in the command's time")
          : running.overdue();
    }
  }
}
