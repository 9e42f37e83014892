package dog.rebe.runner;

import dog.rebe.command.Command;
import dog.rebe.execution.Call;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.Node;
import dog.rebe.outcome.Outcome;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Calls that are under way, so that all of them can be ended. Thread-safe. */
final class Calls {

  private final CommandExecutor executor;
  private final Set<Call<?>> running = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  Calls(CommandExecutor executor) {
    this.executor = executor;
  }

  <T> CompletableFuture<Outcome<T>> start(Command<T> command, Node node) {
    Call<T> call = executor.start(command, node);
    running.add(call);
    if (cancelled) {
      call.cancel();
    }
    CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
    call.outcome()
        .subscribe(
            ended -> {
              running.remove(call);
              outcome.complete(ended);
            },
            outcome::completeExceptionally);
    return outcome;
  }

  void cancel() {
    cancelled = true;
    running.forEach(Call::cancel);
  }

  boolean isCancelled() {
    return cancelled;
  }
}
