package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.fleet.FleetEnd;
import dog.rebe.protocol.fleet.FleetListener;
import dog.rebe.protocol.fleet.FleetOrder;
import dog.rebe.protocol.fleet.FoldedOutcomes;
import dog.rebe.protocol.fleet.RemoteFleet;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.wire.FleetCancel;
import dog.rebe.protocol.wire.FleetDemand;
import dog.rebe.protocol.wire.FleetResults;
import dog.rebe.protocol.wire.FleetStart;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.OutcomeGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run on the caller's side. Keeps the samples that the agent sends once. Thread-safe. */
final class CallerRun implements RemoteFleet, Errand {

  /** How many samples are kept here, each at most half a frame. */
  static final int KEPT_KEYS = 100;

  /** For what is known when the frame is sent. */
  private static final int LATER_BYTES = 64;

  private enum State {
    WAITING,
    SENT,
    OVER
  }

  private final FleetOrder order;
  private final FleetListener listener;
  private final InOrder inOrder = new InOrder();
  private final Map<ByteString, Outcome<CapturedOutput>> kept = new HashMap<>();
  private State state = State.WAITING;
  private @Nullable Consumer<Frame> way;
  private long number;
  private long demanded;
  private long received;
  private boolean cancelled;

  CallerRun(FleetOrder order, FleetListener listener) {
    this.order = order;
    this.listener = listener;
  }

  @Override
  public Set<Feature> needs() {
    return order.approval().isPresent()
        ? Set.of(Feature.FLEET, Feature.APPROVAL)
        : Set.of(Feature.FLEET);
  }

  @Override
  public Duration time() {
    return order.time();
  }

  @Override
  public int sizeBytes() {
    return FrameReader.HEADER_BYTES + LATER_BYTES + start().build().getSerializedSize();
  }

  private FleetStart.Builder start() {
    FleetStart.Builder start =
        FleetStart.newBuilder()
            .setCommand(CommandMessage.of(order.command()))
            .setConcurrency(order.concurrency())
            .setMaxGroups(KEPT_KEYS);
    order
        .selector()
        .ifPresent(
            selector ->
                start.setSelector(selector.toString()).setAllNodes(selector.toString().isEmpty()));
    order.nodes().forEach(node -> start.addNodeIds(node.value()));
    if (order.maxFailures() < Long.MAX_VALUE) {
      start.setMaxFailures(order.maxFailures());
    }
    order.approval().ifPresent(approval -> start.setApproval(ApprovalMessage.of(approval)));
    return start;
  }

  @Override
  public synchronized boolean begin(long newNumber, long leftNanos, Consumer<Frame> newWay) {
    if (state != State.WAITING || cancelled) {
      return false;
    }
    state = State.SENT;
    number = newNumber;
    way = newWay;
    FleetStart.Builder start = start().setRun(number).setTimeLeftNanos(Math.max(1, leftNanos));
    send(Frame.newBuilder().setFleetStart(start));
    if (demanded > 0) {
      demand(demanded);
    }
    return true;
  }

  @Override
  public synchronized void request(long results) {
    if (results <= 0 || state == State.OVER) {
      return;
    }
    long before = demanded;
    demanded = demanded + results < 0 ? Long.MAX_VALUE : demanded + results;
    if (state == State.SENT && demanded > before) {
      demand(demanded - before);
    }
  }

  private void demand(long frames) {
    send(
        Frame.newBuilder()
            .setFleetDemand(FleetDemand.newBuilder().setRun(number).setFrames(frames)));
  }

  private void send(Frame.Builder frame) {
    Consumer<Frame> known = way;
    if (known != null) {
      known.accept(frame.build());
    }
  }

  @Override
  public void cancel() {
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      if (state == State.SENT) {
        send(Frame.newBuilder().setFleetCancel(FleetCancel.newBuilder().setRun(number)));
      }
      if (state != State.WAITING) {
        return;
      }
    }
    fail(FailureKind.CANCELLED, "Cancelled before anything was sent");
  }

  /** Whether the run is over with this. */
  boolean answered(FleetResults results) throws FrameException {
    List<FoldedOutcomes> folded = new ArrayList<>(results.getGroupsCount());
    FleetEnd end = null;
    synchronized (this) {
      if (state != State.SENT) {
        return true;
      }
      boolean refusal = results.getDone() && results.getNotBegun();
      if (!refusal && received == demanded) {
        throw FrameException.credit("Results came that were not demanded");
      }
      received += demanded == Long.MAX_VALUE ? 0 : 1;
      for (OutcomeGroup group : results.getGroupsList()) {
        folded.add(folded(group));
      }
      if (results.getDone()) {
        state = State.OVER;
        end = end(results);
      }
    }
    FleetEnd last = end;
    inOrder.tell(
        () -> {
          if (!folded.isEmpty()) {
            listener.onResults(folded);
          }
          if (last != null) {
            listener.onEnd(last);
          }
        });
    return last != null;
  }

  private static FleetEnd end(FleetResults results) {
    if (!results.hasFailure()) {
      return new FleetEnd.Complete();
    }
    FailureKind kind = EndMessage.kind(results.getFailure());
    String detail = EndMessage.detail(results.getFailure());
    return results.getNotBegun()
        ? new FleetEnd.NotBegun(kind, detail)
        : new FleetEnd.Lost(kind, detail);
  }

  private FoldedOutcomes folded(OutcomeGroup group) throws FrameException {
    if (group.getNodeIdsCount() == 0 || group.getCount() != group.getNodeIdsCount()) {
      throw FrameException.malformed("A group of outcomes names its nodes");
    }
    Outcome<CapturedOutput> sample =
        group.hasSample() ? OutcomeMessage.toOutcome(group.getSample()) : kept.get(group.getKey());
    if (sample == null) {
      throw FrameException.malformed("A group of outcomes has no sample, and had none before");
    }
    if (group.getKept()) {
      if (kept.size() >= KEPT_KEYS) {
        throw FrameException.credit("More samples are to be kept than were asked for");
      }
      kept.put(group.getKey(), sample);
    }
    List<NodeId> nodes = new ArrayList<>(group.getNodeIdsCount());
    try {
      for (String id : group.getNodeIdsList()) {
        nodes.add(new NodeId(id));
      }
    } catch (IllegalArgumentException e) {
      throw FrameException.malformed("A group names what is no node: " + e.getMessage());
    }
    return new FoldedOutcomes(nodes, sample);
  }

  @Override
  public void fail(FailureKind kind, String detail) {
    FleetEnd end;
    synchronized (this) {
      if (state == State.OVER) {
        return;
      }
      end =
          state == State.WAITING
              ? new FleetEnd.NotBegun(kind, detail)
              : new FleetEnd.Lost(kind, detail);
      state = State.OVER;
    }
    inOrder.tell(() -> listener.onEnd(end));
  }
}
