package dog.rebe.benchmarks.acceptance;

import dog.rebe.command.Command;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** One command on many nodes, to each of which its own name is told on standard input. */
final class RunOfEach {

  private final CommandExecutor executor;
  private final Command<CapturedOutput> command;
  private final int atOnce;

  RunOfEach(CommandExecutor executor, Command<CapturedOutput> command, int atOnce) {
    this.executor = executor;
    this.command = command;
    this.atOnce = atOnce;
  }

  /** Hands over each outcome on the calling thread. */
  void over(List<Node> nodes, Consumer<NodeOutcome<CapturedOutput>> consumer) {
    LinkedBlockingQueue<NodeOutcome<CapturedOutput>> ended = new LinkedBlockingQueue<>();
    Semaphore free = new Semaphore(atOnce);
    Thread starting =
        new Thread(
            () -> {
              for (Node node : nodes) {
                free.acquireUninterruptibly();
                String line = node.id().value() + "\n";
                executor
                    .start(
                        command.input(StandardInput.of(line.getBytes(StandardCharsets.UTF_8))),
                        node)
                    .outcome()
                    .subscribe(
                        outcome -> {
                          free.release();
                          ended.add(new NodeOutcome<>(node, outcome));
                        });
              }
            });
    starting.start();
    try {
      for (int i = 0; i < nodes.size(); i++) {
        consumer.accept(ended.take());
      }
      starting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
