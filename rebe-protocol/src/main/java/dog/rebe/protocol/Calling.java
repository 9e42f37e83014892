package dog.rebe.protocol;

import dog.rebe.execution.Scheduler;
import dog.rebe.protocol.carrier.Connector;
import dog.rebe.protocol.carrier.Link;
import dog.rebe.protocol.session.CallerName;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** Calls one coordinator, again whenever the link to it has ended. Holds one thread. */
final class Calling {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String name;
  private final Connector coordinator;
  private final Openings openings;
  private final Scheduler scheduler;
  private boolean over;
  private boolean rested;

  Calling(String name, Connector coordinator, Openings openings, Scheduler scheduler) {
    this.name = name;
    this.coordinator = coordinator;
    this.openings = openings;
    this.scheduler = scheduler;
  }

  void begin() {
    Thread thread = new Thread(this::run, "rebe-agent-calls");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!isOver()) {
      long beganNanos = scheduler.nanoTime();
      callOnce();
      boolean served = scheduler.nanoTime() - beganNanos > LONGEST_PAUSE.toNanos();
      rest(served ? FIRST_PAUSE : pause);
      Duration longer = pause.multipliedBy(2);
      pause = served ? FIRST_PAUSE : longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
  }

  private void callOnce() {
    try (Link link = coordinator.connect(CONNECT_TIMEOUT)) {
      if (isOver()) {
        return;
      }
      CallerName.write(link, name);
      openings.serve(link);
    } catch (IOException | RuntimeException e) {
      // Called again after a pause: nobody on this side can do anything about it.
    }
  }

  private void rest(Duration pause) {
    if (isOver()) {
      return;
    }
    Scheduler.Cancellation timer;
    try {
      timer = scheduler.schedule(pause, this::rested);
    } catch (RejectedExecutionException e) {
      // The agent was closed meanwhile, and its time with it.
      end();
      return;
    }
    synchronized (this) {
      try {
        while (!over && !rested) {
          wait();
        }
      } catch (InterruptedException e) {
        over = true;
      }
      rested = false;
    }
    timer.cancel();
  }

  private synchronized void rested() {
    rested = true;
    notifyAll();
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** Calls no more. A session that is open goes on. */
  synchronized void end() {
    over = true;
    notifyAll();
  }
}
