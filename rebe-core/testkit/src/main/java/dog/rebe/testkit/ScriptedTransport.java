package dog.rebe.testkit;

import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.execution.Scheduler;
import dog.rebe.execution.Transport;
import dog.rebe.execution.TransportException;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transport to nodes that exist only in a test. What they do is written in {@link Script}s, one
 * for each attempt; what really was executed is counted, so that a test can hold an outcome against
 * it. Runs under virtual time or real. Thread-safe.
 */
public final class ScriptedTransport implements Transport {

  private final Function<? super Request, Script> scripts;
  private final Scheduler scheduler;
  private final Executor io;
  private final Set<String> schemes;
  private final @Nullable Function<? super Node, FileView> files;

  private final Set<ScriptedExchange> open = ConcurrentHashMap.newKeySet();
  private final Map<NodeId, AtomicLong> executionsByNode = new ConcurrentHashMap<>();
  private final AtomicLong attempts = new AtomicLong();
  private final AtomicLong executions = new AtomicLong();
  private final AtomicLong stops = new AtomicLong();
  private final AtomicLong chunks = new AtomicLong();
  private final AtomicInteger openNow = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private volatile boolean closed;

  private ScriptedTransport(Builder builder) {
    this.scripts = builder.scripts;
    this.scheduler = builder.scheduler;
    this.io = builder.io;
    this.schemes = builder.schemes;
    this.files = builder.files;
  }

  /**
   * A builder.
   *
   * @param scheduler by which pauses pass
   * @param scripts what happens in an attempt; called once for each, in {@link #start}
   */
  public static Builder builder(Scheduler scheduler, Function<? super Request, Script> scripts) {
    return new Builder(scheduler, scripts);
  }

  /** A transport under this time whose signals come on its workers, as if they were I/O threads. */
  public static ScriptedTransport under(
      VirtualScheduler time, Function<? super Request, Script> scripts) {
    return builder(time, scripts).io(time.workers()).build();
  }

  @Override
  public Set<String> schemes() {
    return schemes;
  }

  @Override
  public Set<Capability> capabilities() {
    return files == null ? Set.of() : Set.of(Capability.FILES);
  }

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    attempts.incrementAndGet();
    Script script =
        closed
            ? Script.refuses(FailureKind.EXECUTOR_CLOSED)
            : Objects.requireNonNull(scripts.apply(request), "a script for " + request.node());
    ScriptedExchange exchange =
        new ScriptedExchange(request, script, listener, this, io, scheduler);
    open.add(exchange);
    mostOpen.accumulateAndGet(openNow.incrementAndGet(), Math::max);
    exchange.signal();
    return exchange;
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    return files == null
        ? CompletableFuture.failedFuture(
            new TransportException(FailureKind.UNSUPPORTED, "The script has no files"))
        : CompletableFuture.completedFuture(files.apply(node));
  }

  /** Every open attempt ends as lost. */
  @Override
  public void close() {
    closed = true;
    for (ScriptedExchange exchange : open) {
      exchange.sever(new ExchangeEnd.Lost(FailureKind.CONNECTION_LOST, "The transport was closed"));
    }
  }

  /** How many chunks of output were handed to listeners. */
  public long chunks() {
    return chunks.get();
  }

  /** How many attempts were started. */
  public long attempts() {
    return attempts.get();
  }

  /** How many commands really began on a node. */
  public long executions() {
    return executions.get();
  }

  /** How many commands really began on this node. */
  public long executionsOn(NodeId node) {
    AtomicLong count = executionsByNode.get(node);
    return count == null ? 0 : count.get();
  }

  /** How often an attempt was stopped. */
  public long stops() {
    return stops.get();
  }

  /** How many attempts were under way at the same time, at most. */
  public int mostOpen() {
    return mostOpen.get();
  }

  /** The attempts that are under way: at the end of a test, what was left behind. */
  public List<Request> open() {
    List<Request> requests = new ArrayList<>();
    for (ScriptedExchange exchange : open) {
      requests.add(exchange.request());
    }
    return requests;
  }

  void executed(NodeId node) {
    executions.incrementAndGet();
    executionsByNode.computeIfAbsent(node, id -> new AtomicLong()).incrementAndGet();
  }

  void delivered() {
    chunks.incrementAndGet();
  }

  void stopped() {
    stops.incrementAndGet();
  }

  void ended(ScriptedExchange exchange) {
    if (open.remove(exchange)) {
      openNow.decrementAndGet();
    }
  }

  /** Builds a scripted transport. Not thread-safe. */
  public static final class Builder {

    private final Function<? super Request, Script> scripts;
    private final Scheduler scheduler;
    private Executor io = Runnable::run;
    private Set<String> schemes = Set.of("ssh", "local");
    private @Nullable Function<? super Node, FileView> files;

    private Builder(Scheduler scheduler, Function<? super Request, Script> scripts) {
      this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
      this.scripts = Objects.requireNonNull(scripts, "scripts");
    }

    /** Where signals come from. Default: whichever thread causes them. */
    public Builder io(Executor executor) {
      io = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /** The schemes that it serves. Default: {@code ssh} and {@code local}. */
    public Builder schemes(String... names) {
      schemes = Set.of(names);
      return this;
    }

    /** The files of a node. Default: none can be opened. */
    public Builder files(Function<? super Node, FileView> views) {
      files = Objects.requireNonNull(views, "views");
      return this;
    }

    /** The transport. */
    public ScriptedTransport build() {
      return new ScriptedTransport(this);
    }
  }
}
