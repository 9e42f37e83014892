package dog.rebe.protocol.carrier;

import dog.rebe.execution.Exchange;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.ExchangeListener;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.node.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A link over the standard streams of a command that another transport runs. */
final class ExecLink implements Link, ExchangeListener {

  private static final int BUFFER_BYTES = 131_072;

  private final BytePipe fromAgent = new BytePipe(BUFFER_BYTES);
  private final BytePipe toAgent = new BytePipe(BUFFER_BYTES);
  private final CarrierProof proof;
  private @Nullable Exchange exchange;
  private boolean closed;

  ExecLink(Node node) {
    this.proof = CarrierProof.authenticated("command on " + node.id());
  }

  void runs(Exchange started) {
    boolean stop;
    synchronized (this) {
      exchange = started;
      stop = closed;
    }
    fromAgent.whenRead(() -> started.request(1));
    started.request(1);
    if (stop) {
      started.stop();
    }
  }

  InputStream toAgent() {
    return toAgent.input();
  }

  @Override
  public void onCommitted() {}

  @Override
  public void onAccepted() {}

  /** One chunk is asked for when the one before is read; what goes to standard error is dropped. */
  @Override
  public void onOutput(OutputStreamName stream, ByteBuffer chunk) {
    if (stream == OutputStreamName.STDOUT) {
      fromAgent.put(chunk);
    } else {
      Exchange running;
      synchronized (this) {
        running = exchange;
      }
      if (running != null) {
        running.request(1);
      }
    }
  }

  @Override
  public void onEnd(ExchangeEnd end) {
    if (end instanceof ExchangeEnd.Exited) {
      fromAgent.end();
    } else {
      fromAgent.fail(new IOException("The agent's command is over: " + end));
    }
    toAgent.fail(new IOException("The agent's command is over"));
  }

  @Override
  public InputStream input() {
    return fromAgent.input();
  }

  @Override
  public OutputStream output() {
    return toAgent.output();
  }

  @Override
  public CarrierProof proof() {
    return proof;
  }

  @Override
  public void close() {
    Exchange running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = exchange;
    }
    toAgent.end();
    fromAgent.fail(new IOException("The link is closed"));
    if (running != null) {
      running.stop();
    }
  }
}
