package dog.rebe.protocol.session;

import dog.rebe.command.Effect;
import dog.rebe.command.JournalEpoch;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import dog.rebe.command.Token;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.node.Node;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Reattach;
import dog.rebe.protocol.wire.TokenQuery;
import dog.rebe.protocol.wire.TokenStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one caller asks an agent of work by its token: how it stands, and to be told of it again.
 * The caller needs to know nothing of the node's journal. Thread-safe.
 */
final class AgentWork {

  private final AgentSide agent;
  private final AgentSession session;
  private final Map<Long, FollowedWork> followed = new HashMap<>();
  private final SessionExecutor executor;

  AgentWork(AgentSide agent, AgentSession session) {
    this.agent = agent;
    this.session = session;
    this.executor =
        new SessionExecutor(
            () ->
                CommandExecutor.builder()
                    .transport(new BorrowedTransport(agent.transport()))
                    .scheduler(agent.scheduler())
                    .build(),
            agent.workers());
  }

  synchronized @Nullable FollowedWork find(long number) {
    return followed.get(number);
  }

  /** Answers a question that has its place among the agent's calls, and gives the place back. */
  void ask(TokenQuery query) {
    NodeWork work;
    try {
      work =
          work(
              new Subject(
                  query.getNode().getId(),
                  query.getToken(),
                  query.getEpoch(),
                  query.hasRunAs() ? Optional.of(query.getRunAs()) : Optional.empty(),
                  query.getTimeLeftNanos()),
              Effect.READ_ONLY);
    } catch (Admittance.RefusedException e) {
      agent.refused();
      tell(query, unavailable(e.kind(), e.detail()));
      return;
    }
    withEpoch(
        work,
        failure -> tell(query, unavailable(failure.kind(), failure.detail())),
        (bound, present) ->
            bound.askState(
                outcome ->
                    tell(
                        query,
                        outcome
                            .value()
                            .map(state -> WorkMessage.of(state, present))
                            .orElseGet(() -> unavailable(outcome)))));
  }

  private static TokenStatus.Builder unavailable(Outcome<?> outcome) {
    return unavailable(
        outcome.failure().map(Failure::kind).orElse(FailureKind.INTERNAL_ERROR),
        outcome.failure().map(Failure::detail).orElse(""));
  }

  private static TokenStatus.Builder unavailable(FailureKind kind, String detail) {
    return TokenStatus.newBuilder().setUnavailable(EndMessage.cause(kind, detail));
  }

  private void tell(TokenQuery query, TokenStatus.Builder status) {
    session.send(Frame.newBuilder().setTokenStatus(status.setQuery(query.getQuery())).build());
    agent.endCall();
  }

  /** Takes up work anew; it has its place among the agent's calls. */
  void follow(Reattach reattach) {
    long number = reattach.getCall();
    FollowedWork work =
        new FollowedWork(
            number,
            Math.max(0, reattach.getStdoutFrom()),
            Math.max(0, reattach.getStderrFrom()),
            reattach.getDemand(),
            session,
            () -> forget(number));
    synchronized (this) {
      followed.put(number, work);
    }
    NodeWork onNode;
    try {
      onNode =
          work(
              new Subject(
                  reattach.getNode().getId(),
                  reattach.getToken(),
                  reattach.getEpoch(),
                  reattach.hasRunAs() ? Optional.of(reattach.getRunAs()) : Optional.empty(),
                  reattach.getTimeLeftNanos()),
              reattach.getEndWork() ? Effect.changes(Repetition.REPEATABLE) : Effect.READ_ONLY);
    } catch (Admittance.RefusedException e) {
      agent.refused();
      work.end(new ExchangeEnd.NotStarted(e.kind(), e.detail()));
      return;
    }
    if (onNode.isBound()) {
      begin(work, onNode, reattach.getEndWork());
    } else {
      withEpoch(
          onNode,
          failure -> work.end(new ExchangeEnd.NotStarted(failure.kind(), failure.detail())),
          (bound, present) -> begin(work, bound, reattach.getEndWork()));
    }
  }

  private static void begin(FollowedWork work, NodeWork onNode, boolean endFirst) {
    if (endFirst) {
      onNode.end(
          outcome ->
              outcome
                  .failure()
                  .ifPresentOrElse(
                      failure -> work.end(new ExchangeEnd.Lost(failure.kind(), failure.detail())),
                      () -> work.begin(onNode)));
    } else {
      work.begin(onNode);
    }
  }

  private static void withEpoch(
      NodeWork work,
      java.util.function.Consumer<Failure<JournalEpoch>> refused,
      BiConsumer<NodeWork, JournalEpoch> then) {
    work.askEpoch(
        outcome -> {
          if (outcome.value().isPresent()) {
            JournalEpoch present = outcome.value().get();
            then.accept(work.boundTo(present), present);
          } else {
            outcome.failure().ifPresent(refused);
          }
        });
  }

  /** What a question names. */
  private record Subject(
      String node,
      String token,
      String epoch,
      Optional<dog.rebe.protocol.wire.RunAs> user,
      long timeLeftNanos) {}

  private NodeWork work(Subject subject, Effect effect) throws Admittance.RefusedException {
    try {
      Token token = TokenMessage.token(subject.token(), subject.epoch());
      Optional<RunAs> user = subject.user().map(CommandReading::runAs);
      Node node = new Admittance(agent, session.terms().peer()).node(subject.node());
      Optional<String> refusal = agent.workRefusal(session.terms().peer(), node, effect, user);
      if (refusal.isPresent()) {
        throw new Admittance.RefusedException(
            FailureKind.EXEC_REFUSED, "The agent's policy refuses: " + refusal.get());
      }
      Duration left = Nanos.toDuration(Math.max(1, subject.timeLeftNanos()));
      return new NodeWork(executor.get(), node, token, user, agent.scheduler(), left);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new Admittance.RefusedException(
          FailureKind.UNSUPPORTED, "The agent cannot answer this: " + e.getMessage());
    }
  }

  private void forget(long number) {
    boolean was;
    synchronized (this) {
      was = followed.remove(number) != null;
    }
    if (was) {
      agent.endCall();
    }
  }

  /** The caller has gone: nothing is followed any more, and the work goes on. */
  void close() {
    executor.close();
    List<FollowedWork> left;
    synchronized (this) {
      left = new ArrayList<>(followed.values());
    }
    left.forEach(FollowedWork::stop);
  }
}
