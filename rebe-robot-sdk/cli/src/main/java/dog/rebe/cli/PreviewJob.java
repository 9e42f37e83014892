package dog.rebe.cli;

import dog.rebe.cli.report.PreviewSink;
import dog.rebe.command.Command;
import dog.rebe.dryrun.DryRuns;
import dog.rebe.node.Node;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.previewer.CommandPreviewer;
import dog.rebe.sandbox.previewer.MachinePreviewer;
import dog.rebe.sandbox.previewer.PreviewLimits;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A preview of one command on every machine, a few machines at a time. */
final class PreviewJob {

  private final Terminal terminal;
  private final OpenFleet fleet;
  private final Command<?> command;
  private final PreviewLimits limits;
  private final int concurrency;

  PreviewJob(
      Terminal terminal,
      OpenFleet fleet,
      Command<?> command,
      PreviewLimits limits,
      int concurrency) {
    this.terminal = terminal;
    this.fleet = fleet;
    this.command = command;
    this.limits = limits;
    this.concurrency = concurrency;
  }

  private record Ended(Node node, Outcome<CommandPreview> outcome) {}

  ExitCode run(List<Node> nodes, PreviewSink sink) {
    AtomicInteger number = new AtomicInteger();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.min(concurrency, nodes.size()),
            task -> new Thread(task, "rebe-previews-" + number.incrementAndGet()));
    terminal.interruption().cancels(workers::shutdownNow);
    try {
      return told(nodes, sink, workers);
    } finally {
      workers.shutdownNow();
      terminal.interruption().cancelsNothing();
    }
  }

  /** As many are handed over at a time as are worked on, so that little waits in memory. */
  private ExitCode told(List<Node> nodes, PreviewSink sink, ExecutorService workers) {
    MachinePreviewer previewer =
        MachinePreviewer.of(
            fleet.executor(), CommandPreviewer.of(terminal.clock()), DryRuns.standard(), limits);
    CompletionService<Ended> previews = new ExecutorCompletionService<>(workers);
    sink.begin(nodes.size());
    int begun = 0;
    boolean failed = false;
    boolean whole = true;
    for (int ended = 0; ended < nodes.size(); ended++) {
      while (begun < nodes.size() && begun < ended + concurrency && !isInterrupted()) {
        Node node = nodes.get(begun++);
        Future<Ended> unused =
            previews.submit(() -> new Ended(node, previewer.preview(command, node)));
      }
      if (isInterrupted()) {
        break;
      }
      Ended one = next(previews);
      if (one.outcome() instanceof Success<CommandPreview> success) {
        whole &= success.result().isWhole();
        sink.previewed(one.node(), success.result());
      } else {
        failed = true;
        sink.failed(one.node(), (Failure<CommandPreview>) one.outcome());
      }
    }
    sink.end();
    return isInterrupted()
        ? ExitCode.INTERRUPTED
        : failed ? ExitCode.SOME_FAILED : whole ? ExitCode.OK : ExitCode.CANNOT_TELL;
  }

  private boolean isInterrupted() {
    return terminal.interruption().isInterrupted();
  }

  private static Ended next(CompletionService<Ended> previews) {
    try {
      return previews.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The thread that tells previews was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A preview broke", e.getCause());
    }
  }
}
