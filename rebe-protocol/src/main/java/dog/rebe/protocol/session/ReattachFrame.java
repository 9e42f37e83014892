package dog.rebe.protocol.session;

import dog.rebe.command.DetachedWork;
import dog.rebe.execution.Scheduler;
import dog.rebe.protocol.negotiation.Agreement;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Reattach;
import org.jspecify.annotations.Nullable;

/** A request to follow detached work. What passed while it waited is taken off its time. */
final class ReattachFrame implements StartFrame {

  /** Room for the call's number and the demand, which are known later. */
  private static final int LATER_BYTES = 32;

  private final CallerExchange exchange;
  private final Scheduler scheduler;
  private final long endNanos;
  private final Reattach.Builder reattach;

  ReattachFrame(WorkToFollow followed, CallerExchange exchange, Scheduler scheduler) {
    this.exchange = exchange;
    this.scheduler = scheduler;
    this.endNanos = scheduler.nanoTime() + Nanos.of(followed.time());
    DetachedWork work = followed.work();
    this.reattach =
        Reattach.newBuilder()
            .setNode(
                dog.rebe.protocol.wire.Node.newBuilder()
                    .setId(followed.node().id().value())
                    .putAllLabels(followed.node().labels()))
            .setToken(work.token().id())
            .setEpoch(work.token().epoch().orElseThrow().toString())
            .setStdoutFrom(followed.stdoutFrom())
            .setStderrFrom(followed.stderrFrom())
            .setTimeLeftNanos(1);
    work.runAs().ifPresent(user -> reattach.setRunAs(CommandMessage.runAs(user)));
  }

  @Override
  public CallerExchange exchange() {
    return exchange;
  }

  @Override
  public void number(long call) {
    reattach.setCall(call);
  }

  @Override
  public @Nullable ConnectFailure missing(Agreement agreement) {
    return agreement.has(Feature.TOKEN_QUERY) ? null : NeededFeatures.lacks(Feature.TOKEN_QUERY);
  }

  @Override
  public int sizeBytes() {
    return FrameReader.HEADER_BYTES + LATER_BYTES + reattach.build().getSerializedSize();
  }

  @Override
  public boolean claim() {
    boolean claimed = exchange.commit();
    if (claimed) {
      reattach.setDemand(exchange.takeFirstDemand());
    }
    return claimed;
  }

  @Override
  public byte[] bytes() {
    reattach.setTimeLeftNanos(Math.max(1, endNanos - scheduler.nanoTime()));
    return FrameCodec.encode(Frame.newBuilder().setReattach(reattach).build());
  }

  @Override
  public void forget() {}
}
