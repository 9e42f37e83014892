package dog.rebe.ssh.link;

import dog.rebe.command.ShellDialect;
import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.pool.PooledLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A connection on which we are logged in. Thread-safe; nothing in it blocks. */
public final class Link implements PooledLink {

  /** A server that was heard so lately is taken to be there. */
  private static final long LATELY_NANOS = 1_000_000_000L;

  private static final String KEEPALIVE = "keepalive@openssh.com";

  private final Target target;
  private final AbstractClientSession session;
  private final LinkClient client;
  private final SessionService connection;
  private final List<Consumer<Fault>> watchers = new ArrayList<>();
  private @Nullable OpenedAhead ahead;
  private @Nullable Fault end;
  private int unanswered;
  private Scheduler.@Nullable Cancellation heartbeat;
  private volatile long lastHeard;
  private volatile @Nullable ShellDialect dialect;
  private volatile boolean retired;

  Link(Target target, AbstractClientSession session, LinkClient client) {
    this.target = target;
    this.session = session;
    this.client = client;
    this.connection = session.getService(SessionService.class);
    this.lastHeard = client.scheduler().nanoTime();
    scheduleHeartbeat();
  }

  /** Where it leads. */
  public Target target() {
    return target;
  }

  /** Whether it was alive when last heard of. */
  @Override
  public synchronized boolean isOpen() {
    return end == null && session.isOpen();
  }

  @Override
  public boolean isRetired() {
    return retired;
  }

  /** Takes no more channels; those that it has go on. */
  void retire() {
    retired = true;
  }

  @Override
  public long lastHeardNanos() {
    return lastHeard;
  }

  /** Which dialect the login shell takes, once a command has told. */
  public Optional<ShellDialect> dialect() {
    return Optional.ofNullable(dialect);
  }

  /** A command has told which dialect the login shell takes. */
  public void learn(ShellDialect learned) {
    dialect = learned;
  }

  /** Why it has ended; null while it has not. */
  synchronized @Nullable Fault endedWith() {
    return end;
  }

  /** Calls back when the connection has ended, at once if it has. */
  @Override
  public void onEnd(Consumer<Fault> watcher) {
    Fault already;
    synchronized (this) {
      already = end;
      if (already == null) {
        watchers.add(watcher);
        return;
      }
    }
    watcher.accept(already);
  }

  /**
   * Asks the server whether it is there.
   *
   * @param answer runs once an answer has come; never if none comes
   */
  @Override
  public void ping(Runnable answer) {
    try {
      Buffer request =
          session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, KEEPALIVE.length() + 8);
      request.putString(KEEPALIVE);
      request.putBoolean(true);
      session.request(
          request,
          KEEPALIVE,
          (command, reply) -> {
            heard();
            answer.run();
          });
    } catch (IOException | RuntimeException e) {
      close(
          new Fault(
              FailureKind.CONNECTION_LOST, "the connection to " + target + ": " + e.getMessage()));
    }
  }

  /** The server has just said something. */
  void heard() {
    lastHeard = client.scheduler().nanoTime();
  }

  private boolean wasHeardLately() {
    return client.scheduler().nanoTime() - lastHeard < LATELY_NANOS;
  }

  /** What is sent meanwhile leaves together, in as few pieces as the system allows. */
  public void together(Runnable sending) {
    if (session.getIoSession() instanceof SocketIo tcp) {
      tcp.hold();
      try {
        sending.run();
      } finally {
        tcp.letGo();
      }
    } else {
      sending.run();
    }
  }

  /**
   * Gives a channel for one command, subsystem or terminal: the one that was opened ahead, where
   * there is one that will do, or else a new one.
   *
   * @param windowBytes how much may arrive ahead of the reader, at least
   * @return it, open or not yet
   */
  public SessionChannel openChannel(
      int windowBytes, ChannelChoice choice, ChannelListener listener) {
    OpenedAhead taken = null;
    synchronized (this) {
      if (ahead != null
          && ahead.windowBytes() >= windowBytes
          && (choice == ChannelChoice.QUICKEST || wasHeardLately())) {
        taken = ahead;
        ahead = null;
      }
    }
    SessionChannel ready = taken == null ? null : taken.take(listener);
    if (ready != null) {
      return ready;
    }
    SessionChannel fresh = new SessionChannel(this, windowBytes, listener);
    fresh.begin();
    return fresh;
  }

  /**
   * Opens a channel for whoever comes next, unless there is one already.
   *
   * @param refused runs if the server gives none beside those that are open
   */
  public void openAhead(int windowBytes, Runnable refused) {
    SessionChannel fresh = keep(windowBytes, refused);
    if (fresh != null) {
      fresh.begin();
    }
  }

  /** A channel that whoever comes next finds; null if there is one. */
  private @Nullable SessionChannel keep(int windowBytes, Runnable refused) {
    OpenedAhead fresh =
        new OpenedAhead(
            windowBytes,
            new OpenedAhead.Keeper() {
              @Override
              public void refused(OpenedAhead channel, @Nullable ChannelListener waiting) {
                forget(channel);
                refused.run();
                if (waiting != null) {
                  new SessionChannel(Link.this, windowBytes, waiting).begin();
                }
              }

              @Override
              public void closed(OpenedAhead channel) {
                forget(channel);
              }
            });
    SessionChannel channel = fresh.keep(new SessionChannel(this, windowBytes, fresh));
    synchronized (this) {
      if (ahead != null || end != null) {
        return null;
      }
      ahead = fresh;
    }
    return channel;
  }

  /** The server was asked for a channel together with the login. */
  void expectChannel(int windowBytes) {
    SessionChannel expected = keep(windowBytes, () -> {});
    if (expected != null) {
      expected.beginRequested();
    }
  }

  private synchronized void forget(OpenedAhead channel) {
    if (ahead == channel) {
      ahead = null;
    }
  }

  SessionService connection() {
    return connection;
  }

  LinkClient client() {
    return client;
  }

  AbstractClientSession session() {
    return session;
  }

  /** Closes it, and everything on it. */
  @Override
  public void close() {
    close(
        new Fault(
            FailureKind.CONNECTION_LOST, "the connection to " + target + " was closed by us"));
  }

  private void close(Fault reason) {
    closed(reason);
    session.close(true);
  }

  /** It has ended. */
  void closed(Fault reason) {
    List<Consumer<Fault>> told;
    synchronized (this) {
      if (end != null) {
        return;
      }
      end = reason;
      told = List.copyOf(watchers);
      watchers.clear();
      if (heartbeat != null) {
        heartbeat.cancel();
      }
    }
    told.forEach(watcher -> watcher.accept(reason));
  }

  private synchronized void scheduleHeartbeat() {
    if (end == null && !target.timing().heartbeatInterval().isZero()) {
      heartbeat = client.scheduler().schedule(target.timing().heartbeatInterval(), this::beat);
    }
  }

  private void beat() {
    boolean dead;
    synchronized (this) {
      dead = unanswered >= target.timing().heartbeatsUnanswered();
      unanswered++;
    }
    if (dead) {
      close(
          new Fault(
              FailureKind.CONNECTION_LOST,
              target
                  + " left "
                  + target.timing().heartbeatsUnanswered()
                  + " heartbeats unanswered"));
      return;
    }
    ping(this::answered);
    scheduleHeartbeat();
  }

  private synchronized void answered() {
    unanswered = 0;
  }

  @Override
  public String toString() {
    return target.toString();
  }
}
