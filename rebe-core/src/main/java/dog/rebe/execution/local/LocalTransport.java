package dog.rebe.execution.local;

import dog.rebe.command.Command;
import dog.rebe.command.LoweredCommand;
import dog.rebe.command.OnDisconnect;
import dog.rebe.command.ProcessGroup;
import dog.rebe.command.ShellDialect;
import dog.rebe.execution.Capability;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs commands on this machine, by {@code /bin/sh} and without SSH, as the user of this process,
 * in its directory and with its environment. Serves the scheme {@code local}. Thread-safe.
 *
 * <p>What it can and cannot promise:
 *
 * <ul>
 *   <li>Where the system has the program {@code setsid} (Linux does), a command runs in a session
 *       and process group of its own, and its end can be confirmed. Elsewhere its processes are
 *       killed one by one, and an ended command's delivery is {@code UNKNOWN}.
 *   <li>A command that ends by itself with a status of 129 to 143 that a shell also gives for a
 *       signal is reported as ended by that signal: a shell tells no more.
 *   <li>What processes in the background print after the command has ended is not waited for.
 *   <li>At most 16 commands run at the same time unless said otherwise; others wait within their
 *       deadline. There is one thread that looks at all outputs, without blocking, every 50 µs to 5
 *       ms, and at most two for each running command, to write its input and to end it. They end
 *       after ten idle seconds.
 * </ul>
 */
public final class LocalTransport implements Transport {

  private static final int DEFAULT_COMMANDS = 16;

  private final int mostCommands;
  private final LocalShell shell;
  private final LocalThreads threads;
  private final Deque<LocalExchange> waiting = new ArrayDeque<>();
  private int running;
  private boolean closed;

  private LocalTransport(int mostCommands, LocalShell shell) {
    this.mostCommands = mostCommands;
    this.shell = shell;
    this.threads = new LocalThreads(2 * mostCommands, this::ended);
  }

  /** A transport that runs at most 16 commands at the same time. */
  public static LocalTransport create() {
    return withMaxCommands(DEFAULT_COMMANDS);
  }

  /** A transport that runs at most this many commands at the same time; 1 to 1,000. */
  public static LocalTransport withMaxCommands(int commands) {
    if (commands < 1 || commands > 1_000) {
      throw new IllegalArgumentException(
          commands + " commands at the same time: use 1 to 1,000 on one machine");
    }
    return new LocalTransport(commands, LocalShell.find());
  }

  static LocalTransport with(LocalShell shell) {
    return new LocalTransport(DEFAULT_COMMANDS, shell);
  }

  @Override
  public Set<String> schemes() {
    return Set.of("local");
  }

  @Override
  public Set<Capability> capabilities() {
    return shell.makesGroups()
        ? Set.of(Capability.FILES, Capability.TOKEN, Capability.DETACH)
        : Set.of(Capability.FILES);
  }

  @Override
  public boolean isConnected(Node node) {
    return true;
  }

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    boolean needsGroup =
        request.command().token().isPresent()
            || request.command().onDisconnect() == OnDisconnect.END;
    if (needsGroup && !shell.makesGroups()) {
      return refused(
          listener,
          FailureKind.UNSUPPORTED,
          "Tokens, and commands that end with us, need the program setsid on this machine");
    }
    LoweredCommand lowered;
    try {
      lowered = LoweredCommand.lower(request.command(), request.secrets(), request.nonce());
      ShellDialect.POSIX.commandLine(lowered);
    } catch (IllegalArgumentException e) {
      return refused(listener, FailureKind.UNSUPPORTED, String.valueOf(e.getMessage()));
    }
    LocalExchange exchange = new LocalExchange(request, lowered, listener, this);
    boolean now;
    synchronized (this) {
      if (closed) {
        return refused(listener, FailureKind.EXECUTOR_CLOSED, "The local transport is closed");
      }
      now = running < mostCommands;
      if (now) {
        running++;
      } else {
        waiting.add(exchange);
      }
    }
    threads.watch(exchange);
    if (now) {
      threads.execute(() -> exchange.launch(shell));
    }
    return exchange;
  }

  private static Exchange refused(ExchangeListener listener, FailureKind kind, String detail) {
    listener.onEnd(new ExchangeEnd.NotStarted(kind, detail));
    return EndedExchange.INSTANCE;
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    return CompletableFuture.completedFuture(new LocalFileView(threads));
  }

  /**
   * Ends what runs, waits until it has ended, at most for each command's grace, and ends the
   * threads.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    threads.close();
  }

  LocalShell shell() {
    return shell;
  }

  void wake() {
    threads.wake();
  }

  /** Runs what may block. */
  void aside(Runnable task) {
    threads.execute(task);
  }

  /** Ends a process group in the background, as the user as whom it runs. */
  void end(ProcessGroup group, Command<?> command, Consumer<ExchangeEnd> answer) {
    threads.execute(() -> answer.accept(endNow(group, command)));
  }

  private ExchangeEnd endNow(ProcessGroup group, Command<?> command) {
    Duration grace = command.limits().grace();
    try {
      Process ender = shell.run(group.endScript(grace.dividedBy(2), command.runAs()));
      try {
        ender.getOutputStream().close();
        String answer = new String(ender.getInputStream().readNBytes(1024), StandardCharsets.UTF_8);
        ender.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS);
        return ProcessGroup.confirmed(answer)
            ? new ExchangeEnd.StoppedConfirmed()
            : new ExchangeEnd.StoppedUnconfirmed(
                "The process group " + group.id() + " was killed, but is not known to have ended");
      } finally {
        ender.destroyForcibly();
      }
    } catch (IOException e) {
      return new ExchangeEnd.StoppedUnconfirmed(
          "The system starts no process to end the command: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ExchangeEnd.StoppedUnconfirmed("The ending of the command was interrupted");
    }
  }

  private void ended(LocalExchange exchange) {
    LocalExchange next;
    synchronized (this) {
      if (waiting.remove(exchange)) {
        return;
      }
      next = waiting.poll();
      if (next == null) {
        running--;
      }
    }
    if (next != null) {
      threads.execute(() -> next.launch(shell));
    }
  }
}
