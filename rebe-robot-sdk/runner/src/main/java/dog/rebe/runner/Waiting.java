package dog.rebe.runner;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits on the caller's thread. An interrupt ends what runs; its outcomes are still waited for. */
final class Waiting {

  private Waiting() {}

  static <T> T forAll(CompletableFuture<T> future, Calls calls) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
          calls.cancel();
        } catch (ExecutionException e) {
          Throwable cause = e.getCause();
          if (cause instanceof RuntimeException broken) {
            throw broken;
          }
          throw new IllegalStateException(cause);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
