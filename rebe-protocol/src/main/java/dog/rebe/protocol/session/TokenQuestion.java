package dog.rebe.protocol.session;

import dog.rebe.command.JournalEpoch;
import dog.rebe.command.RunAs;
import dog.rebe.command.Token;
import dog.rebe.command.WorkState;
import dog.rebe.execution.Scheduler;
import dog.rebe.node.Node;
import dog.rebe.outcome.Circumstances;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.ExplanationCatalogue;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import dog.rebe.protocol.TokenStanding;
import dog.rebe.protocol.negotiation.Feature;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.TokenQuery;
import dog.rebe.protocol.wire.TokenStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A question to an agent how the work of a token stands, until its answer. Thread-safe. */
final class TokenQuestion implements Errand {

  private static final int LATER_BYTES = 32;

  private final Node node;
  private final Duration time;
  private final TokenQuery.Builder query;
  private final CompletableFuture<Outcome<TokenStanding>> answer = new CompletableFuture<>();
  private final Scheduler.Cancellation timer;

  TokenQuestion(Node node, Token token, Optional<RunAs> user, Duration time, Scheduler scheduler) {
    this.node = node;
    this.time = time;
    this.query =
        TokenQuery.newBuilder()
            .setNode(
                dog.rebe.protocol.wire.Node.newBuilder()
                    .setId(node.id().value())
                    .putAllLabels(node.labels()))
            .setToken(token.id())
            .setTimeLeftNanos(1);
    token.epoch().ifPresent(epoch -> query.setEpoch(epoch.toString()));
    user.ifPresent(as -> query.setRunAs(CommandMessage.runAs(as)));
    this.timer =
        scheduler.schedule(
            time, () -> fail(FailureKind.TIMED_OUT, "The agent has not answered in time"));
  }

  CompletableFuture<Outcome<TokenStanding>> answer() {
    return answer;
  }

  @Override
  public Set<Feature> needs() {
    return Set.of(Feature.TOKEN_QUERY);
  }

  @Override
  public int sizeBytes() {
    return FrameReader.HEADER_BYTES + LATER_BYTES + query.build().getSerializedSize();
  }

  @Override
  public Duration time() {
    return time;
  }

  @Override
  public boolean begin(long number, long leftNanos, Consumer<Frame> way) {
    if (answer.isDone()) {
      return false;
    }
    TokenQuery asked = query.setQuery(number).setTimeLeftNanos(leftNanos).build();
    way.accept(Frame.newBuilder().setTokenQuery(asked).build());
    return true;
  }

  void answered(TokenStatus status) {
    timer.cancel();
    Optional<WorkState> state = WorkMessage.toState(status);
    Optional<JournalEpoch> present = JournalEpoch.parse(status.getEpoch());
    if (state.isPresent() && present.isPresent()) {
      answer.complete(
          new Success<>(new TokenStanding(state.get(), present.get()), Evidence.none()));
    } else if (status.hasUnavailable()) {
      fail(EndMessage.kind(status.getUnavailable()), EndMessage.detail(status.getUnavailable()));
    } else {
      fail(FailureKind.UNSUPPORTED, "The agent answered what this version does not know");
    }
  }

  @Override
  public void fail(FailureKind kind, String detail) {
    timer.cancel();
    answer.complete(failure(kind, detail));
  }

  /** Asking changes nothing, so nothing that was to be known has begun. */
  private Failure<TokenStanding> failure(FailureKind kind, String detail) {
    Circumstances circumstances =
        new Circumstances(node.id().value(), false, 1, Duration.ZERO, Optional.empty(), detail);
    return new Failure<>(
        kind,
        Delivery.NOT_STARTED,
        Evidence.none(),
        ExplanationCatalogue.english().explain(kind, Delivery.NOT_STARTED, circumstances),
        detail);
  }
}
