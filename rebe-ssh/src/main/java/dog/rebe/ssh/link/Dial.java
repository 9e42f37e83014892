package dog.rebe.ssh.link;

import dog.rebe.execution.Scheduler;
import dog.rebe.ssh.fault.Fault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.SessionContext;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to get a connection with a login: look the name up, connect, exchange keys, believe
 * the host, log in. Each step has its own time on the monotonic clock. What the steps need of each
 * other is in {@link Preparation}, {@link TcpDial}, {@link ServerCheck} and {@link DialLogin}.
 * Thread-safe.
 */
public final class Dial {

  private final LinkClient client;
  private final Target target;
  private final DialListener listener;
  private final TcpDial tcp;
  private final ServerCheck server = new ServerCheck();
  private final DialLogin login = new DialLogin();
  private final DialProgress progress = new DialProgress();

  private DialPhase phase = DialPhase.PREPARING;
  private boolean over;
  private Scheduler.@Nullable Cancellation timer;
  private @Nullable Runnable onAbort;
  private @Nullable AbstractClientSession session;
  private @Nullable Throwable cause;
  private @Nullable Link link;

  Dial(LinkClient client, Target target, DialListener listener) {
    this.client = client;
    this.target = target;
    this.listener = listener;
    this.tcp = new TcpDial(client.scheduler(), client.tcp()::connect, this);
  }

  /** The dial that made this session or is making it. */
  static @Nullable Dial of(SessionContext context) {
    return context instanceof org.apache.sshd.common.session.Session session
        ? (Dial) session.getIoSession().getAttribute(Dial.class)
        : null;
  }

  /** Where it leads. */
  public Target target() {
    return target;
  }

  void begin() {
    Preparation preparation = new Preparation(client, this);
    preparation.begin(
        () -> {
          synchronized (this) {
            phase = DialPhase.LOOKING_UP;
          }
          preparation.lookUp(this::connect);
        });
  }

  /** Begins over a connection that a jump host has made for us. */
  void beginOver(HopConnection hop) {
    new Preparation(client, this).begin(() -> hop.start(this));
  }

  synchronized boolean isOver() {
    return over;
  }

  private void connect(List<InetSocketAddress> found) {
    synchronized (this) {
      phase = DialPhase.CONNECTING;
    }
    tcp.begin(found);
  }

  /** Calls it off. The listener hears nothing more, unless it has heard already. */
  public void abort() {
    finish();
    closeAll();
  }

  /** A jump host is asked to connect. */
  void connecting() {
    synchronized (this) {
      phase = DialPhase.CONNECTING;
    }
    arm(target.timing().connectTimeout(), this::timedOut);
  }

  /** What to undo if it is called off while a jump host connects. */
  synchronized void onAbort(Runnable action) {
    onAbort = action;
  }

  /** SSH was started on a connection; false if it is not wanted any more. */
  boolean started(AbstractClientSession started) {
    synchronized (this) {
      if (over || session != null) {
        return false;
      }
      session = started;
      phase = DialPhase.GREETING;
    }
    arm(target.timing().handshakeTimeout(), this::timedOut);
    synchronized (this) {
      onAbort = null;
    }
    started.setUsername(target.user());
    started.setConnectAddress(
        InetSocketAddress.createUnresolved(target.identity().principal(), target.port()));
    try {
      started
          .auth()
          .addListener(
              future -> {
                if (future.isSuccess()) {
                  loggedIn(started);
                } else if (future.getException() != null) {
                  broken(future.getException());
                  started.close(true);
                }
              });
    } catch (IOException e) {
      broken(e);
      started.close(true);
    }
    return true;
  }

  /** The server's banner is there. */
  synchronized void greeted() {
    if (phase == DialPhase.GREETING) {
      phase = DialPhase.KEY_EXCHANGE;
    }
  }

  /** The keys of the connection are established. */
  void keyed() {
    synchronized (this) {
      if (over || phase.compareTo(DialPhase.LOGIN) >= 0) {
        return;
      }
      phase = DialPhase.LOGIN;
    }
    arm(target.timing().loginTimeout(), this::timedOut);
  }

  /** Something went wrong; the first cause counts. */
  synchronized void broken(Throwable reason) {
    if (cause == null) {
      cause = reason;
    }
  }

  /** The session is closed, by whomever. */
  void closed() {
    Link established;
    Fault fault;
    synchronized (this) {
      established = link;
      fault =
          established == null
              ? DialFaults.of(target, phase, cause, progress)
              : DialFaults.lost(target, cause);
    }
    // Read after the cause: who sees that must see the judgement that led to it
    Fault verdict = server.verdict();
    if (verdict != null) {
      fault = verdict;
    }
    if (established != null) {
      established.closed(fault);
    } else {
      fail(fault);
    }
  }

  /** Whether its server is one to go on with. */
  ServerCheck server() {
    return server;
  }

  DialLogin login() {
    return login;
  }

  DialProgress progress() {
    return progress;
  }

  /** Whether a first channel may be asked for before anybody wants it. */
  boolean opensAhead() {
    return client.options().openAhead();
  }

  int windowBytes() {
    return client.options().windowBytes();
  }

  private void loggedIn(AbstractClientSession authenticated) {
    Link made = new Link(target, authenticated, client);
    boolean wanted;
    synchronized (this) {
      // Together: between the two, whoever calls it off would leave the connection to nobody
      wanted = finish();
      link = wanted ? made : null;
    }
    if (!wanted) {
      made.close();
      return;
    }
    if (login.requestedChannel()) {
      made.expectChannel(windowBytes());
    }
    listener.connected(made);
  }

  private void timedOut() {
    DialPhase at;
    synchronized (this) {
      at = phase;
      if (over) {
        return;
      }
    }
    fail(overdue(at));
  }

  /** What to tell somebody for whom this takes too long. */
  public Fault overdue() {
    DialPhase at;
    synchronized (this) {
      at = phase;
    }
    return overdue(at);
  }

  private Fault overdue(DialPhase at) {
    return DialFaults.timedOut(target, at, progress);
  }

  void fail(Fault fault) {
    if (finish()) {
      closeAll();
      listener.failed(fault);
    }
  }

  private synchronized boolean finish() {
    if (over) {
      return false;
    }
    over = true;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    return true;
  }

  private void closeAll() {
    AbstractClientSession open;
    Runnable undo;
    synchronized (this) {
      open = link == null ? session : null;
      undo = onAbort;
    }
    tcp.stop();
    if (undo != null) {
      undo.run();
    }
    if (open != null) {
      IoSession io = open.getIoSession();
      open.close(true);
      io.close(true);
    }
  }

  /** Gives the next step its time, in place of that of the step before. */
  void arm(Duration delay, Runnable task) {
    synchronized (this) {
      if (timer != null) {
        timer.cancel();
      }
      timer = over ? null : client.scheduler().schedule(delay, task);
    }
  }
}
