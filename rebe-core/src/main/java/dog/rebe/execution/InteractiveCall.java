package dog.rebe.execution;

import dog.rebe.node.Node;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.Outcome;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A streamed call whose command has a terminal, as its caller sees it. */
final class InteractiveCall implements InteractiveSession, Recipient<Exit> {

  private final SingleCall<Exit> call;
  private final Scheduler scheduler;
  private final Duration idleTimeout;
  private final Keyboard keyboard = new Keyboard(this::touch);
  private final Screen screen = new Screen(this::touch);
  private volatile long lastTouched;
  private @Nullable Passage<Exit> passage;
  private @Nullable TerminalExchange exchange;
  private Terminal terminal;
  private Scheduler.@Nullable Cancellation idle;
  private boolean over;

  InteractiveCall(
      SingleCall<Exit> call, Terminal terminal, Duration idleTimeout, Scheduler scheduler) {
    this.call = call;
    this.terminal = terminal;
    this.idleTimeout = idleTimeout;
    this.scheduler = scheduler;
    call.output().subscribe(screen);
  }

  /** Before it is set on its way. */
  void travels(Passage<Exit> travelling) {
    passage = travelling;
    call.travels(travelling);
    touch();
    watch(idleTimeout);
  }

  /** The terminal of the next attempt. */
  synchronized Terminal terminal() {
    return terminal;
  }

  /** An attempt was handed over with this terminal; it may have another size by now. */
  void attach(TerminalExchange running, Terminal began) {
    Terminal now;
    synchronized (this) {
      exchange = running;
      now = terminal;
    }
    if (!now.equals(began)) {
      running.resize(now.columns(), now.rows());
    }
    keyboard.attach(running);
  }

  @Override
  public void arrived(Passage<Exit> arrived, Outcome<Exit> outcome) {
    synchronized (this) {
      over = true;
      if (idle != null) {
        idle.cancel();
      }
    }
    keyboard.end();
    call.arrived(arrived, outcome);
  }

  @Override
  public Node node() {
    return call.node();
  }

  @Override
  public OutputStream keyboard() {
    return keyboard;
  }

  @Override
  public InputStream screen() {
    return screen;
  }

  @Override
  public void resize(int columns, int rows) {
    TerminalExchange running;
    synchronized (this) {
      terminal = new Terminal(terminal.type(), columns, rows);
      running = exchange;
    }
    if (running != null) {
      running.resize(columns, rows);
    }
  }

  @Override
  public Mono<Outcome<Exit>> outcome() {
    return call.outcome();
  }

  @Override
  public Outcome<Exit> await() {
    return call.await();
  }

  @Override
  public void close() {
    call.cancel();
  }

  private void touch() {
    lastTouched = scheduler.nanoTime();
  }

  private synchronized void watch(Duration delay) {
    if (!over) {
      idle = scheduler.schedule(delay, this::look);
    }
  }

  private void look() {
    long left = Saturated.nanos(idleTimeout) - (scheduler.nanoTime() - lastTouched);
    Passage<Exit> travelling = passage;
    if (left > 0) {
      watch(Duration.ofNanos(left));
    } else if (travelling != null) {
      travelling.stop(StopCause.IDLE);
    }
  }
}
