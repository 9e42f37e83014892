package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who waits for a call and goes away leaves to others what was shown to him. */
class WaiterTest {

  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final Waiter<String> waiter = new Waiter<>(end);
  private final Move move = new Move(null, null);
  private final List<Runnable> others = new ArrayList<>();

  /** Comes to wait, and is interrupted. */
  private void comeAndBeInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(waiter::await).isInstanceOf(InterruptedException.class);
  }

  @Test
  void handsOnWhatItHasNotWalked() {
    comeAndBeInterrupted();
    assertThat(waiter.takes(move)).as("somebody waits").isTrue();

    waiter.leave(others::add);

    assertThat(others).containsExactly(move);
    assertThat(waiter.wake()).as("somebody waits").isFalse();
  }

  @Test
  void handsNothingOnOnceTheEndIsThere() {
    comeAndBeInterrupted();
    waiter.takes(move);
    end.complete("end");

    waiter.leave(others::add);

    assertThat(others).isEmpty();
  }

  @Test
  void handsNothingOnForAnotherThreadThatWaits() throws InterruptedException {
    comeAndBeInterrupted();
    waiter.takes(move);

    Thread other = new Thread(() -> waiter.leave(others::add));
    other.start();
    other.join();

    assertThat(others).isEmpty();
    assertThat(waiter.wake()).as("somebody waits").isTrue();
  }
}
