package dog.rebe.protocol.session;

import dog.rebe.command.Secret;
import dog.rebe.command.SecretValues;
import dog.rebe.command.StandardInput;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.Request;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.InputCredit;
import dog.rebe.protocol.wire.SecretValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/** From a request to execute to the attempt on a node: policy, input, secrets. Thread-safe. */
final class CallStart {

  private final AgentSide agent;
  private final AgentSession session;

  CallStart(AgentSide agent, AgentSession session) {
    this.agent = agent;
    this.session = session;
  }

  /** Begins the call, or ends it with why not. */
  void begin(Execute execute, AgentCall call) {
    AgentInput input = new AgentInput(bytes -> sendCredit(call.number(), bytes));
    Admittance.Admitted admitted;
    try {
      admitted =
          new Admittance(agent, session.terms().peer())
              .admit(execute, StandardInput.stream(() -> input));
    } catch (Admittance.RefusedException e) {
      refuse(call, e.kind(), e.detail());
      return;
    }
    if (admitted.terminal().isPresent()) {
      call.hasTerminal(new AgentTerminal(bytes -> sendCredit(call.number(), bytes)));
      sendCredit(call.number(), AgentTerminal.WINDOW_BYTES);
    } else if (admitted.command().input() instanceof StandardInput.Stream) {
      call.reads(input);
      sendCredit(call.number(), AgentInput.WINDOW_BYTES);
    }
    withSecrets(execute, call, admitted);
  }

  private void sendCredit(long number, long bytes) {
    session.send(
        Frame.newBuilder()
            .setInputCredit(InputCredit.newBuilder().setCall(number).setBytes(bytes))
            .build());
  }

  private void withSecrets(Execute execute, AgentCall call, Admittance.Admitted admitted) {
    Map<String, byte[]> values = new HashMap<>();
    for (SecretValue value : execute.getSecretsList()) {
      values.put(value.getName(), value.getValue().toByteArray());
    }
    List<Secret> missing =
        CommandMessage.secrets(admitted.command()).stream()
            .filter(secret -> !values.containsKey(secret.name()))
            .toList();
    if (missing.isEmpty()) {
      start(execute, call, admitted, values);
      return;
    }
    try {
      agent.workers().execute(() -> fetch(missing, execute, call, admitted, values));
    } catch (RejectedExecutionException e) {
      refuse(call, FailureKind.CHANNEL_REFUSED, "The agent is busy");
    }
  }

  private void fetch(
      List<Secret> missing,
      Execute execute,
      AgentCall call,
      Admittance.Admitted admitted,
      Map<String, byte[]> values) {
    for (Secret secret : missing) {
      try {
        if (secret.source() != AgentSecret.MARK) {
          throw new IOException("The caller did not send it");
        }
        values.put(secret.name(), agent.secrets().fetch(secret.name()));
      } catch (IOException | RuntimeException e) {
        refuse(
            call,
            FailureKind.SECRET_UNAVAILABLE,
            "The secret " + secret.name() + " cannot be had: " + e.getMessage());
        return;
      }
    }
    start(execute, call, admitted, values);
  }

  private void start(
      Execute execute, AgentCall call, Admittance.Admitted admitted, Map<String, byte[]> values) {
    SecretValues secrets = SecretValues.of(values);
    Request request;
    try {
      request =
          new Request(
              admitted.node(),
              admitted.command(),
              secrets,
              execute.getNonce(),
              Math.max(1, execute.getAttempt()),
              Nanos.toDuration(Math.max(1, execute.getTimeLeftNanos())),
              admitted.terminal());
    } catch (IllegalArgumentException e) {
      secrets.close();
      refuse(call, FailureKind.UNSUPPORTED, "The agent cannot run this: " + e.getMessage());
      return;
    }
    try {
      call.start(request);
    } catch (RuntimeException e) {
      call.onEnd(
          new ExchangeEnd.Lost(FailureKind.INTERNAL_ERROR, "The agent's transport threw: " + e));
    }
  }

  private void refuse(AgentCall call, FailureKind kind, String detail) {
    agent.refused();
    call.onEnd(new ExchangeEnd.NotStarted(kind, detail));
  }
}
