package dog.rebe.sandbox;

import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.execution.Call;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Runs the observations that one call of a plugin asks for, and writes their answers as JSON. */
final class Observing {

  private final @Nullable Observations granted;
  private final Executor starter;
  private final LongSupplier nanosLeft;

  /**
   * What is granted to one call.
   *
   * @param starter a thread with a stack of its own: the corridor is shared, and a guest may have
   *     used up nearly all of the stack of its own thread
   * @param nanosLeft until the plugin's deadline
   */
  Observing(@Nullable Observations granted, Executor starter, LongSupplier nanosLeft) {
    this.granted = granted;
    this.starter = starter;
    this.nanosLeft = nanosLeft;
  }

  static Observing nothing() {
    return new Observing(null, Runnable::run, () -> 0);
  }

  byte[] answer(byte[] request) {
    return PluginJson.write(run(request));
  }

  private Map<String, Object> run(byte[] request) {
    JsonNode asked;
    try {
      asked = PluginJson.read(request);
    } catch (PluginJson.BadJsonException e) {
      return refusal("malformed", String.valueOf(e.getMessage()));
    }
    String name = asked.path("command").asString("");
    String id = asked.path("node").asString("");
    Command<?> command = granted == null ? null : granted.commands().get(name);
    Node node = granted == null ? null : granted.nodes().get(id);
    if (granted == null || command == null || node == null) {
      return refusal(
          "not-granted",
          command == null
              ? "The command '" + name + "' is not granted"
              : "The machine '" + id + "' is not granted");
    }
    Duration left = Duration.ofNanos(Math.max(1, nanosLeft.getAsLong()));
    Command<CapturedOutput> raw =
        command.decode(Decoder.raw()).withLimits(within(command.limits(), left));
    return shown(start(granted, raw, node).await());
  }

  private Call<CapturedOutput> start(
      Observations granted, Command<CapturedOutput> command, Node node) {
    try {
      return CompletableFuture.supplyAsync(() -> granted.executor().start(command, node), starter)
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("The observation could not be started", e);
    }
  }

  private static Limits within(Limits limits, Duration left) {
    Duration deadline = shorter(limits.deadline(), left);
    return new Limits(
        deadline,
        shorter(limits.attemptTimeout(), deadline),
        limits.grace(),
        limits.stdoutBytes(),
        limits.stderrBytes());
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Map<String, Object> shown(Outcome<CapturedOutput> outcome) {
    if (outcome instanceof Failure<CapturedOutput> failure) {
      return refusal(failure.kind().code(), failure.detail());
    }
    CapturedOutput output = outcome.value().orElseThrow();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ok", true);
    outcome
        .evidence()
        .exit()
        .filter(ExitStatus.class::isInstance)
        .ifPresent(exit -> answer.put("exit", ((ExitStatus) exit).code()));
    answer.put("stdout", StreamValue.of(output.stdout()));
    answer.put("stderr", StreamValue.of(output.stderr()));
    return answer;
  }

  private static Map<String, Object> refusal(String kind, String detail) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ok", false);
    answer.put("kind", kind);
    answer.put("detail", detail);
    return answer;
  }
}
