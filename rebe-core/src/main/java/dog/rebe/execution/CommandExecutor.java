package dog.rebe.execution;

import dog.rebe.command.Command;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.Outcome;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/**
 * Runs commands on nodes. Every call ends in exactly one {@link dog.rebe.outcome.Outcome}, within
 * its command's deadline plus grace. Thread-safe; one executor serves a whole program.
 *
 * <pre>{@code
 * try (Transport local = LocalTransport.create();
 *     CommandExecutor executor = CommandExecutor.builder().transport(local).build()) {
 *   Outcome<String> kernel = executor.start(uname, Node.local()).await();
 * }
 * }</pre>
 *
 * <p>What is given to the builder stays the caller's: transports, chronicle, scheduler and workers
 * are closed by whoever made them, after the executor. What the executor made itself it closes
 * itself.
 */
public final class CommandExecutor implements AutoCloseable {

  private final Corridor corridor;
  private final Running running;
  private final FleetRuns runs = new FleetRuns();
  private final WorkerThreads workers;
  private final OwnThreads own;
  private final FilesOpening filesOpening;

  CommandExecutor(Surroundings surroundings, OwnThreads own) {
    this.running = new Running();
    this.corridor = new Corridor(surroundings, running);
    this.workers = WorkerThreads.of(surroundings.workers());
    this.own = own;
    this.filesOpening = new FilesOpening(surroundings, running);
  }

  /** A builder with the defaults that are named at each of its methods. */
  public static CommandExecutorBuilder builder() {
    return new CommandExecutorBuilder();
  }

  /**
   * Starts a command on a node, at once and exactly once. Does not block. After {@link #close} the
   * call ends as {@code executor-closed}, not started.
   */
  public <T> Call<T> start(Command<T> command, Node node) {
    return begin(command, node, false);
  }

  /**
   * Starts a command whose output is read as it comes, from {@link StreamingCall#output}. It is not
   * kept, so no byte limit applies: what is not demanded stays on the node. The evidence has the
   * counts only.
   *
   * @throws IllegalArgumentException if the command's decoder needs the whole output
   */
  public <T> StreamingCall<T> stream(Command<T> command, Node node) {
    if (!command.decoder().acceptsCutOutput()) {
      throw new IllegalArgumentException(
          "The command's decoder needs the whole output, but what is streamed is not kept:"
              + " use Decoder.raw(), and read the call's output()");
    }
    return new StreamedCall<>(begin(command, node, true));
  }

  /**
   * Starts a command on a terminal of its own, for a person who types and reads; {@link
   * Command#loginShell} is one. Does not block. It travels like any other command: what destroys
   * asks the approval gate, and the call's deadline bounds the whole session. Nobody knows what
   * will be typed, so it counts as a change that cannot be repeated, at least: its intent is
   * recorded before anything is sent, and it is never tried again once it may have begun. What is
   * typed and shown is not recorded.
   *
   * @param command without standard input and secrets, which would be typed on the terminal; no
   *     batch. Its byte limits do not apply
   * @param terminal what the command gets
   * @param idleTimeout after which a session is ended in which nothing was typed or shown; longer
   *     than zero
   * @return the session; of kind {@code unsupported} where the node's transport has no terminals
   * @throws IllegalArgumentException if the command cannot have a terminal
   */
  public InteractiveSession interact(
      Command<?> command, Terminal terminal, Duration idleTimeout, Node node) {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(terminal, "terminal");
    Command<Exit> prepared = Interactions.prepare(command, idleTimeout);
    SingleCall<Exit> call = new SingleCall<>(node, workers, true);
    InteractiveCall session =
        new InteractiveCall(call, terminal, idleTimeout, corridor.scheduler());
    Passage<Exit> passage =
        new Passage<>(
            corridor,
            prepared,
            node,
            Saturated.nanos(prepared.limits().deadline()),
            call.stream(),
            session);
    passage.isInteractive(session);
    session.travels(passage);
    corridor.start(passage);
    return session;
  }

  /**
   * A command on every node that this gives. Nothing happens before somebody demands outcomes from
   * the run. The iterable is opened then and pulled on a worker, a node at a time, as nodes can
   * begin; it should not block for long. If it throws, the run ends with that exception.
   */
  public <T> FleetRun<T> start(Command<T> command, Iterable<Node> nodes, FleetOptions options) {
    Objects.requireNonNull(nodes, "nodes");
    return run(command, new IteratorSource(nodes::iterator, () -> {}), options);
  }

  /**
   * Like {@link #start(Command, Iterable, FleetOptions)}; the stream is closed when the run is
   * over.
   */
  public <T> FleetRun<T> start(Command<T> command, Stream<Node> nodes, FleetOptions options) {
    Objects.requireNonNull(nodes, "nodes");
    return run(command, new IteratorSource(nodes::iterator, nodes::close), options);
  }

  /**
   * Like {@link #start(Command, Iterable, FleetOptions)}; the publisher is asked for as many nodes
   * as can begin. Once the run is stopped, it is cancelled if it names no node for five seconds.
   */
  public <T> FleetRun<T> start(Command<T> command, Publisher<Node> nodes, FleetOptions options) {
    Objects.requireNonNull(nodes, "nodes");
    return run(command, new PublisherSource(nodes), options);
  }

  /**
   * Opens a node's files for reading. Blocks, at most for the deadline; an interrupt ends the wait
   * with an outcome of kind {@code cancelled} and keeps the flag. Not recorded: nothing is changed.
   *
   * @param deadline how long it may take, connection included; longer than zero
   * @return the view, which the caller closes, or why there is none; of kind {@code unsupported}
   *     where the node's transport reads no files
   */
  public Outcome<FileView> openFiles(Node node, Duration deadline) {
    return filesOpening.open(node, deadline);
  }

  private <T> FleetRun<T> run(Command<T> command, NodeSource source, FleetOptions options) {
    return new FleetEngine<>(
        Objects.requireNonNull(command, "command"),
        source,
        Objects.requireNonNull(options, "options"),
        corridor,
        running,
        workers,
        runs);
  }

  private <T> SingleCall<T> begin(Command<T> command, Node node, boolean streamed) {
    Objects.requireNonNull(node, "node");
    SingleCall<T> call = new SingleCall<>(node, workers, streamed);
    Passage<T> passage =
        new Passage<>(
            corridor,
            command,
            node,
            Saturated.nanos(command.limits().deadline()),
            call.stream(),
            call);
    call.travels(passage);
    corridor.start(passage);
    return call;
  }

  /**
   * Ends what runs, waits for the outcomes, each within its command's grace, and ends the threads
   * that the executor made. Every call gets its truthful outcome. Idempotent. Blocks; do not call
   * it from a decoder or a subscriber, which run on the workers that the outcomes need.
   */
  @Override
  public void close() {
    CompletableFuture<Void> calls = running.close();
    CompletableFuture<Void> fleets = runs.close();
    boolean interrupted = false;
    while (!calls.isDone() || !fleets.isDone()) {
      try {
        CompletableFuture.allOf(calls, fleets).get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException("Closing never fails", e);
      }
    }
    own.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
