package dog.rebe.protocol;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.SecretValues;
import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls straight on a transport, for tests. */
final class Calls {

  static final String NONCE = "0123456789abcdef";

  private Calls() {}

  static Command<?> change() {
    return Command.of("touch", "/tmp/x")
        .changes(Repetition.ONCE)
        .limits(Limits.of(Duration.ofMinutes(5), 1_000_000));
  }

  static Command<?> look(String... words) {
    String[] arguments = new String[words.length - 1];
    System.arraycopy(words, 1, arguments, 0, arguments.length);
    return Command.of(words[0], arguments)
        .readOnly()
        .limits(Limits.of(Duration.ofMinutes(5), 1_000_000));
  }

  static Heard start(Transport transport, Node node, Command<?> command, long demand) {
    Heard heard = new Heard();
    heard.exchange = transport.start(request(node, command), heard);
    if (demand > 0) {
      heard.exchange.request(demand);
    }
    return heard;
  }

  static Request request(Node node, Command<?> command) {
    return new Request(
        node, command, SecretValues.none(), NONCE, 1, command.limits().attemptTimeout());
  }

  static final class Heard implements ExchangeListener {
    private final CompletableFuture<ExchangeEnd> end = new CompletableFuture<>();
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private volatile boolean committed;
    private volatile boolean accepted;
    private volatile Exchange exchange;

    Exchange exchange() {
      return exchange;
    }

    void begin(Exchange started) {
      exchange = started;
    }

    @Override
    public void onCommitted() {
      committed = true;
    }

    @Override
    public void onAccepted() {
      accepted = true;
    }

    @Override
    public synchronized void onOutput(OutputStreamName stream, ByteBuffer chunk) {
      byte[] bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      stdout.writeBytes(bytes);
    }

    @Override
    public void onEnd(ExchangeEnd how) {
      end.complete(how);
    }

    boolean isCommitted() {
      return committed;
    }

    boolean isAccepted() {
      return accepted;
    }

    boolean isOver() {
      return end.isDone();
    }

    synchronized String text() {
      return stdout.toString(StandardCharsets.UTF_8);
    }

    synchronized int bytes() {
      return stdout.size();
    }

    ExchangeEnd await() throws Exception {
      return end.get(60, TimeUnit.SECONDS);
    }
  }
}
