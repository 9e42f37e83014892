package dog.rebe.sandbox.previewer;

import dog.rebe.sandbox.preview.CommandPreview;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs one preview on a thread whose stack is large enough for a guest, for a limited time. */
final class PreviewThread {

  private static final long STACK_BYTES = 4L << 20;

  private final PreviewRun run;
  private final Duration deadline;

  PreviewThread(PreviewRun run, Duration deadline) {
    this.run = run;
    this.deadline = deadline;
  }

  CommandPreview result() {
    FutureTask<CommandPreview> task = new FutureTask<>(run::preview);
    Thread thread = new Thread(null, task, "rebe-preview", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return CommandPreview.blind("the preview took longer than " + deadline);
    } catch (InterruptedException e) {
      interrupted = true;
      return CommandPreview.blind("the preview was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("The preview failed", e.getCause());
    } finally {
      thread.interrupt();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
