package dog.rebe.ssh.lookup;

import dog.rebe.execution.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks questions of one kind on threads of its own, each within a time. One that has not been
 * answered within a tenth of its time hangs: it costs its thread and may still be answered, but its
 * place among those at work goes to the next, and whoever asks the same again shares that thread.
 * Thread-safe; nothing but the lookup blocks.
 *
 * @param <K> what is asked about
 * @param <V> the answers
 */
public final class Lookups<K, V> implements AutoCloseable {

  private static final int AT_ONCE = 8;
  private static final int MOST_THREADS = 64;
  private static final long IDLE_SECONDS = 10;
  private static final int PATIENCE_DIVISOR = 10;
  private static final long NANOS = 1_000_000_000;

  private final Lookup<K, V> lookup;
  private final Scheduler scheduler;
  private final ThreadPoolExecutor threads;
  private final Map<K, Question<K, V>> open = new HashMap<>();
  private final Deque<Question<K, V>> waiting = new ArrayDeque<>();
  private int working;
  private int hanging;

  /**
   * Asks by this lookup.
   *
   * @param name of its threads
   */
  public Lookups(String name, Lookup<K, V> lookup, Scheduler scheduler) {
    this.lookup = lookup;
    this.scheduler = scheduler;
    this.threads =
        new ThreadPoolExecutor(
            0,
            2 * MOST_THREADS, // one that hands over to the next may not yet be idle again
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new NamedThreads(name));
  }

  /**
   * Asks.
   *
   * @param within how long the answer may take, the wait for a thread included
   * @return completes on a thread of ours, or, with a {@link TimeoutException}, on the scheduler's
   */
  public CompletableFuture<V> ask(K key, Duration within) {
    CompletableFuture<V> answer = new CompletableFuture<>();
    Question<K, V> question;
    synchronized (this) {
      question = open.get(key);
      if (question == null) {
        question = new Question<>(key, patience(within));
        open.put(key, question);
        waiting.add(question);
      }
      question.askers.add(answer);
      startWhatMayStart();
    }
    Question<K, V> asked = question;
    Scheduler.Cancellation timer = scheduler.schedule(within, () -> overdue(asked, answer));
    return answer.whenComplete((value, failure) -> timer.cancel());
  }

  /** Divided by hand: a duration divides itself in decimal fractions, for each connection. */
  private static Duration patience(Duration within) {
    long rest = within.getSeconds() % PATIENCE_DIVISOR * NANOS + within.getNano();
    return Duration.ofSeconds(within.getSeconds() / PATIENCE_DIVISOR, rest / PATIENCE_DIVISOR);
  }

  private void startWhatMayStart() {
    while (!waiting.isEmpty() && working - hanging < AT_ONCE && working < MOST_THREADS) {
      Question<K, V> next = waiting.remove();
      working++;
      try {
        threads.execute(() -> work(next));
        next.patience = scheduler.schedule(next.patient, () -> outOfPatience(next));
      } catch (RejectedExecutionException e) {
        // Closed, or the last thread is just about to end: whoever asked is told when time is up.
        working--;
        open.remove(next.key);
      }
    }
  }

  private void work(Question<K, V> question) {
    Consumer<CompletableFuture<V>> telling;
    try {
      V value = lookup.answer(question.key);
      telling = asker -> asker.complete(value);
    } catch (Exception | LinkageError e) {
      telling = asker -> asker.completeExceptionally(e);
    }
    synchronized (this) {
      working--;
      if (question.hangs) {
        hanging--;
      } else {
        question.patience.cancel();
      }
      open.remove(question.key);
      startWhatMayStart();
    }
    question.askers.forEach(telling);
  }

  private synchronized void outOfPatience(Question<K, V> question) {
    if (open.get(question.key) == question) {
      question.hangs = true;
      hanging++;
      startWhatMayStart();
    }
  }

  private void overdue(Question<K, V> question, CompletableFuture<V> asker) {
    synchronized (this) {
      question.askers.removeIf(other -> other == asker);
      if (question.askers.isEmpty() && waiting.remove(question)) {
        open.remove(question.key, question);
      }
    }
    asker.completeExceptionally(new TimeoutException("no answer in time"));
  }

  /** Interrupts what is under way. Whoever asked is not told. */
  @Override
  public void close() {
    synchronized (this) {
      waiting.clear();
    }
    threads.shutdownNow();
  }
}
