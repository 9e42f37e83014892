package dog.rebe.chronicle;

import dog.rebe.chronicle.note.SignedNote;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that lets the tree follow the file: what was forced is taken into the tree and signed
 * some time later, at once where somebody waits for it, and at the end.
 */
final class TreeFollower implements JournalWatcher, Runnable {

  private final SignedTree tree;
  private final long pauseNanos;
  private final String name;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<CompletableFuture<SignedNote>> wanted = new ArrayList<>();
  private long forced;
  private boolean ending;
  private @Nullable ChronicleException failure;
  private Consumer<ChronicleException> onFailure = reason -> {};
  private volatile Optional<SignedNote> signed = Optional.empty();

  /**
   * @param pause how long entries may be on the device before a checkpoint covers them
   */
  TreeFollower(SignedTree tree, Duration pause, String name) {
    this.tree = tree;
    this.pauseNanos = pause.toNanos();
    this.name = name;
    this.thread = new Thread(this, "rebe-chronicle-tree");
    thread.setDaemon(true);
  }

  @Override
  public void recovered(long number) throws IOException {
    tree.recover(number);
    signed = tree.checkpoint();
  }

  /**
   * Begins to follow.
   *
   * @param told once that the tree could not be written
   */
  void start(Consumer<ChronicleException> told) {
    onFailure = told;
    thread.start();
  }

  @Override
  public void forced(long number, long endBytes) {
    lock.lock();
    try {
      forced = number;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The last checkpoint that was signed. */
  Optional<SignedNote> signed() {
    return signed;
  }

  /** Why the tree could not be written; null if all was well. */
  @Nullable ChronicleException failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /** A checkpoint over all that is forced by now. */
  CompletableFuture<SignedNote> checkpoint() {
    CompletableFuture<SignedNote> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (failure != null) {
        answer.completeExceptionally(failure);
      } else if (ending) {
        answer.completeExceptionally(
            new ChronicleException("The chronicle " + name + " is closed"));
      } else {
        wanted.add(answer);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    return answer;
  }

  @Override
  public void ended() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is to be done next. */
  private record Work(long number, List<CompletableFuture<SignedNote>> wanted, boolean last) {}

  @Override
  public void run() {
    boolean last = false;
    while (!last) {
      Work work = awaitWork();
      last = work.last();
      try {
        if (work.number() > tree.size() || tree.checkpoint().isEmpty()) {
          tree.advance(work.number());
          signed = tree.checkpoint();
        }
      } catch (IOException | RuntimeException | Error e) {
        fail(e, work.wanted());
        return;
      }
      signed.ifPresent(note -> work.wanted().forEach(answer -> answer.complete(note)));
    }
  }

  private Work awaitWork() {
    lock.lock();
    try {
      long left = pauseNanos;
      while (!ending && wanted.isEmpty() && (forced <= tree.size() || left > 0)) {
        if (forced <= tree.size()) {
          changed.awaitUninterruptibly();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      return take();
    } catch (InterruptedException e) {
      // Nobody but us has this thread
      ending = true;
      return take();
    } finally {
      lock.unlock();
    }
  }

  private Work take() {
    Work work = new Work(forced, List.copyOf(wanted), ending);
    wanted.clear();
    return work;
  }

  private void fail(Throwable cause, List<CompletableFuture<SignedNote>> waiting) {
    ChronicleException reason =
        new ChronicleException(
            "The tree of the chronicle "
                + name
                + " could not be written ("
                + cause.getMessage()
                + "): free or mend the disk, then open it again",
            cause);
    List<CompletableFuture<SignedNote>> all = new ArrayList<>(waiting);
    lock.lock();
    try {
      failure = reason;
      all.addAll(wanted);
      wanted.clear();
    } finally {
      lock.unlock();
    }
    onFailure.accept(reason);
    all.forEach(answer -> answer.completeExceptionally(reason));
  }
}
