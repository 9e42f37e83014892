package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.command.Secret;
import dog.rebe.execution.Request;
import dog.rebe.execution.Scheduler;
import dog.rebe.execution.Terminal;
import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Node;
import dog.rebe.protocol.wire.SecretValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request to execute. The time that is left is written when the frame is, and again when it is
 * sent again: what passed while it waited is taken off.
 */
final class ExecuteFrame implements StartFrame {

  /** Room for the call's number and the demand, which are known later, and longer lengths. */
  private static final int LATER_BYTES = 32;

  private final Request request;
  private final CallerExchange exchange;
  private final Scheduler scheduler;
  private final long endsNanos;
  private final int size;
  private Execute.@Nullable Builder execute;

  ExecuteFrame(Request request, CallerExchange exchange, Scheduler scheduler) {
    this.request = request;
    this.exchange = exchange;
    this.scheduler = scheduler;
    this.endsNanos = scheduler.nanoTime() + Nanos.of(request.timeLeft());
    Execute.Builder builder =
        Execute.newBuilder()
            .setTimeLeftNanos(1)
            .setNode(
                Node.newBuilder()
                    .setId(request.node().id().value())
                    .putAllLabels(request.node().labels()))
            .setCommand(CommandMessage.of(request.command()))
            .setNonce(request.nonce())
            .setAttempt(Math.max(1, request.attempt()));
    TokenMessage.write(request.command(), builder);
    request.terminal().ifPresent(terminal -> builder.setTerminal(terminal(terminal)));
    for (Secret secret : CommandMessage.secrets(request.command())) {
      if (secret.source() != AgentSecret.MARK) {
        byte[] value = request.secrets().valueOf(secret);
        builder.addSecrets(
            SecretValue.newBuilder().setName(secret.name()).setValue(ByteString.copyFrom(value)));
        Arrays.fill(value, (byte) 0);
      }
    }
    this.execute = builder;
    this.size =
        FrameReader.HEADER_BYTES
            + Frame.newBuilder().setExecute(builder).build().getSerializedSize()
            + LATER_BYTES;
  }

  private static dog.rebe.protocol.wire.Terminal terminal(Terminal terminal) {
    return dog.rebe.protocol.wire.Terminal.newBuilder()
        .setType(terminal.type())
        .setColumns(terminal.columns())
        .setRows(terminal.rows())
        .build();
  }

  @Override
  public void number(long call) {
    Execute.Builder waiting = execute;
    if (waiting != null) {
      waiting.setCall(call);
    }
  }

  @Override
  public CallerExchange exchange() {
    return exchange;
  }

  @Override
  public @Nullable ConnectFailure missing(Agreement agreement) {
    return NeededFeatures.missing(request, agreement);
  }

  @Override
  public int sizeBytes() {
    return size;
  }

  @Override
  public boolean claim() {
    boolean claimed = exchange.commit();
    Execute.Builder waiting = execute;
    if (claimed && waiting != null) {
      waiting.setDemand(exchange.takeFirstDemand());
    }
    return claimed;
  }

  @Override
  public byte[] bytes() {
    Execute.Builder waiting = execute;
    if (waiting == null) {
      return FrameCodec.encode(Frame.getDefaultInstance());
    }
    waiting.setTimeLeftNanos(Math.max(1, endsNanos - scheduler.nanoTime()));
    return FrameCodec.encode(Frame.newBuilder().setExecute(waiting).build());
  }

  @Override
  public void forget() {
    execute = null;
  }
}
