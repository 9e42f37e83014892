package dog.rebe.execution;

import dog.rebe.command.Token;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A transport that does what its test says, when its test says so, and counts what runs. Behind it
 * is a node that keeps a journal: what has a token runs there once, however often it is delivered.
 */
final class HandDrivenTransport implements Transport {

  /** One attempt, from the transport's side. */
  final class Hand implements Exchange {
    private final Request request;
    private final ExchangeListener listener;
    private boolean committed;
    private boolean ran;
    private boolean stopped;

    private Hand(Request request, ExchangeListener listener) {
      this.request = request;
      this.listener = listener;
    }

    @Override
    public void request(long chunks) {}

    @Override
    public void stop() {
      stopped = true;
    }

    boolean isStopped() {
      return stopped;
    }

    void commit() {
      committed = true;
      listener.onCommitted();
    }

    boolean isCommitted() {
      return committed;
    }

    /** The command begins on the node, whoever hears of it. */
    void run() {
      if (!ran) {
        ran = true;
        boolean claimed = request.command().token().map(tokens::add).orElse(true);
        executions += claimed ? 1 : 0;
      }
    }

    boolean hasRun() {
      return ran;
    }

    void accept() {
      listener.onAccepted();
    }

    void print(String text) {
      listener.onOutput(
          OutputStreamName.STDOUT, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    void end(ExchangeEnd how) {
      listener.onEnd(how);
    }
  }

  private final List<Hand> attempts = new ArrayList<>();
  private final Set<Token> tokens = new HashSet<>();
  private long executions;

  @Override
  public Exchange start(Request request, ExchangeListener listener) {
    Hand hand = new Hand(request, listener);
    attempts.add(hand);
    return hand;
  }

  Hand latest() {
    return attempts.get(attempts.size() - 1);
  }

  /** The token of each delivery; absent where it had none. */
  List<Optional<Token>> delivered() {
    return attempts.stream().map(hand -> hand.request.command().token()).toList();
  }

  int attempts() {
    return attempts.size();
  }

  long executions() {
    return executions;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("ssh");
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.TOKEN);
  }

  @Override
  public CompletionStage<FileView> openFiles(Node node, Duration deadline) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException());
  }

  @Override
  public void close() {}
}
