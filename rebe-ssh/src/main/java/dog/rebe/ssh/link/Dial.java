package dog.rebe.ssh.link;

import dog.rebe.execution.Scheduler;
import dog.rebe.outcome.FailureKind;
import dog.rebe.ssh.fault.Fault;
import dog.rebe.ssh.host.HostKeyCheck;
import dog.rebe.ssh.key.LoginMaterial;
import dog.rebe.ssh.key.SigningKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.session.AbstractClientSession;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.SessionContext;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to get a connection with a login: look the name up, connect, exchange keys, believe
 * the host, log in. Each step has its own time on the monotonic clock. Thread-safe.
 */
public final class Dial {

  /** How far it has come. */
  public enum Phase {
    /** Keys are read and agents are asked. */
    PREPARING,
    /** The name is looked up. */
    LOOKING_UP,
    /** TCP connects. */
    CONNECTING,
    /** The server's banner is awaited. */
    GREETING,
    /** Keys are exchanged and the host is judged. */
    KEY_EXCHANGE,
    /** We log in. */
    LOGIN
  }

  private final LinkClient client;
  private final Target target;
  private final DialListener listener;
  private final Deque<InetSocketAddress> addresses = new ArrayDeque<>();
  private final DialProgress progress = new DialProgress();

  private Phase phase = Phase.PREPARING;
  private boolean over;
  private long connectBy;
  private int attempt;
  private Scheduler.@Nullable Cancellation timer;
  private @Nullable Channel socket;
  private @Nullable Runnable onAbort;
  private @Nullable AbstractClientSession session;
  private @Nullable HostKeyCheck hostKeys;
  private @Nullable LoginMaterial material;
  private @Nullable Fault verdict;
  private @Nullable Throwable cause;
  private @Nullable Boolean strict;
  private @Nullable SigningKey offered;
  private boolean requestedChannel;
  private @Nullable Link link;

  Dial(LinkClient client, Target target, DialListener listener) {
    this.client = client;
    this.target = target;
    this.listener = listener;
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

  /** How far it has come. */
  public synchronized Phase phase() {
    return phase;
  }

  void begin() {
    Preparation preparation = new Preparation(client, this);
    preparation.begin(
        () -> {
          synchronized (this) {
            phase = Phase.LOOKING_UP;
          }
          preparation.lookUp(this::connect);
        });
  }

  /** Begins over a connection that a jump host has made for us. */
  void beginOver(HopConnection hop) {
    new Preparation(client, this).begin(() -> hop.start(this));
  }

  /** Whom to believe. */
  synchronized void knows(HostKeyCheck check) {
    hostKeys = check;
  }

  /** What to log in with. */
  synchronized void has(LoginMaterial loaded) {
    material = loaded;
  }

  synchronized boolean isOver() {
    return over;
  }

  private void connect(List<InetSocketAddress> found) {
    synchronized (this) {
      addresses.addAll(found);
    }
    connectBy = client.scheduler().nanoTime() + target.timing().connectTimeout().toNanos();
    connectNext(
        new Fault(FailureKind.HOST_NOT_FOUND, target.host() + " has no address that may be used"));
  }

  /** Calls it off. The listener hears nothing more, unless it has heard already. */
  public void abort() {
    finish();
    closeAll();
  }

  /** A jump host is asked to connect. */
  void connecting() {
    synchronized (this) {
      phase = Phase.CONNECTING;
    }
    arm(target.timing().connectTimeout(), this::timedOut);
  }

  /** What to undo if it is called off while a jump host connects. */
  synchronized void onAbort(Runnable action) {
    onAbort = action;
  }

  private void connectNext(Fault last) {
    InetSocketAddress address;
    int left;
    int number;
    synchronized (this) {
      if (over || session != null) {
        return;
      }
      left = addresses.size();
      address = addresses.poll();
      phase = Phase.CONNECTING;
      number = ++attempt;
    }
    if (address == null) {
      fail(last);
      return;
    }
    long share = Math.max(0, (connectBy - client.scheduler().nanoTime()) / left);
    arm(Duration.ofNanos(share), () -> tcpTimedOut(address, number));
    try {
      Channel opened = client.tcp().connect(address, this, number);
      synchronized (this) {
        if (!over && attempt == number) {
          socket = opened;
          return;
        }
      }
      opened.close();
    } catch (IOException | RuntimeException e) {
      tcpFailed(address, number, e);
    }
  }

  private void tcpTimedOut(InetSocketAddress address, int number) {
    Channel pending;
    synchronized (this) {
      if (over || session != null || attempt != number) {
        return;
      }
      // From now on its connection comes too late, even if it is made at this very moment.
      attempt++;
      pending = socket;
      socket = null;
    }
    Closing.quietly(pending);
    connectNext(
        new Fault(
            FailureKind.CONNECT_TIMEOUT,
            address + " did not answer within " + target.timing().connectTimeout()));
  }

  /** No TCP connection to this address; or SSH could not be started on it. */
  void tcpFailed(InetSocketAddress address, int number, Throwable reason) {
    synchronized (this) {
      if (over || session != null || attempt != number) {
        return;
      }
      socket = null;
    }
    connectNext(DialFaults.ofTcp(address, reason));
  }

  /** The number of the attempt to connect that is wanted now. */
  synchronized int attempt() {
    return attempt;
  }

  /**
   * SSH was started on a connection.
   *
   * @param number of the attempt that made it
   * @return false if it is not wanted any more, because the time of its attempt is over
   */
  boolean started(AbstractClientSession started, int number) {
    synchronized (this) {
      if (over || session != null || attempt != number) {
        return false;
      }
      session = started;
      socket = null;
      phase = Phase.GREETING;
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
    if (phase == Phase.GREETING) {
      phase = Phase.KEY_EXCHANGE;
    }
  }

  /** The keys of the connection are established. */
  void keyed() {
    synchronized (this) {
      if (over || phase.compareTo(Phase.LOGIN) >= 0) {
        return;
      }
      phase = Phase.LOGIN;
    }
    arm(target.timing().loginTimeout(), this::timedOut);
  }

  /** Judges the host's key; called again whenever keys are exchanged anew. */
  boolean believes(PublicKey key) {
    HostKeyCheck check;
    synchronized (this) {
      if (verdict != null) {
        return false;
      }
      check = hostKeys;
    }
    Optional<Fault> refusal =
        check == null
            ? Optional.of(new Fault(FailureKind.INTERNAL_ERROR, "the host's key came too early"))
            : check.refuse(key);
    refusal.ifPresent(this::condemn);
    return refusal.isEmpty();
  }

  /** Which types of host keys to ask for first. */
  List<String> knownKeyTypes() {
    HostKeyCheck check = hostKeys;
    return check == null ? List.of() : check.knownTypes();
  }

  boolean takesCertificates() {
    HostKeyCheck check = hostKeys;
    return check != null && check.takesCertificates();
  }

  /** Says why the connection is about to be closed, if nobody has said so before. */
  synchronized void condemn(Fault fault) {
    if (verdict == null) {
      verdict = fault;
    }
  }

  /** What the first key exchange agreed on, as to strictness; it holds for the whole connection. */
  synchronized boolean strict(boolean announced) {
    if (strict == null) {
      strict = announced;
    }
    return strict;
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
          verdict != null
              ? verdict
              : established == null
                  ? DialFaults.of(target, phase, cause, progress)
                  : DialFaults.lost(target, cause);
    }
    if (established != null) {
      established.closed(fault);
    } else {
      fail(fault);
    }
  }

  LoginMaterial material() {
    LoginMaterial loaded = material;
    return loaded == null ? LoginMaterial.ofKeys() : loaded;
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

  /** This key was offered before the server was asked what it takes. */
  void hasOffered(SigningKey key) {
    offered = key;
  }

  Optional<SigningKey> offered() {
    return Optional.ofNullable(offered);
  }

  /** Whether the first channel was asked for together with the login that then succeeded. */
  void requestedChannel(boolean requested) {
    requestedChannel = requested;
  }

  private void loggedIn(AbstractClientSession authenticated) {
    Link made = new Link(target, authenticated, client);
    synchronized (this) {
      if (over) {
        return;
      }
      link = made;
    }
    if (requestedChannel) {
      made.expectChannel(windowBytes());
    }
    if (finish()) {
      listener.connected(made);
    }
  }

  private void timedOut() {
    Phase at;
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
    return overdue(phase());
  }

  private Fault overdue(Phase at) {
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
    Channel pending;
    AbstractClientSession open;
    Runnable undo;
    synchronized (this) {
      pending = socket;
      open = link == null ? session : null;
      undo = onAbort;
    }
    Closing.quietly(pending);
    if (undo != null) {
      undo.run();
    }
    if (open != null) {
      IoSession io = open.getIoSession();
      open.close(true);
      io.close(true);
    }
  }

  private void arm(Duration delay, Runnable task) {
    synchronized (this) {
      if (timer != null) {
        timer.cancel();
      }
      timer = over ? null : client.scheduler().schedule(delay, task);
    }
  }
}
