package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.GRACE;
import static dog.rebe.ssh.Awaiting.LONG;

import dog.rebe.command.Command;
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
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Starts an attempt and keeps what it tells. */
final class Recorder implements ExchangeListener {

  private final CompletableFuture<ExchangeEnd> end = new CompletableFuture<>();
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private volatile boolean committed;
  private volatile boolean accepted;
  private Exchange exchange;

  static Recorder run(Transport transport, Node node, Command<?> command) {
    return start(transport, node, command, SecretValues.none()).unlimited();
  }

  static Recorder start(Transport transport, Node node, Command<?> command) {
    return start(transport, node, command, SecretValues.none());
  }

  static Recorder start(Transport transport, Node node, Command<?> command, SecretValues secrets) {
    Recorder recorder = new Recorder();
    byte[] nonce = new byte[12];
    ThreadLocalRandom.current().nextBytes(nonce);
    Duration time = command.limits().attemptTimeout();
    recorder.exchange =
        transport.start(
            new Request(node, command, secrets, HexFormat.of().formatHex(nonce), 1, time),
            recorder);
    return recorder;
  }

  Recorder unlimited() {
    exchange.request(Long.MAX_VALUE);
    return this;
  }

  Exchange exchange() {
    return exchange;
  }

  ExchangeEnd end() throws Exception {
    return end.get(LONG.plus(GRACE).toSeconds(), TimeUnit.SECONDS);
  }

  boolean isOver() {
    return end.isDone();
  }

  boolean isCommitted() {
    return committed;
  }

  boolean isAccepted() {
    return accepted;
  }

  synchronized String stdout() {
    return stdout.toString(StandardCharsets.UTF_8);
  }

  synchronized byte[] stdoutBytes() {
    return stdout.toByteArray();
  }

  synchronized String stderr() {
    return stderr.toString(StandardCharsets.UTF_8);
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
    (stream == OutputStreamName.STDOUT ? stdout : stderr).writeBytes(bytes);
  }

  @Override
  public void onEnd(ExchangeEnd how) {
    end.complete(how);
  }
}
