package dog.rebe.cli.json;

import dog.rebe.execution.NodeOutcome;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Exit;
import dog.rebe.outcome.ExitSignal;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Explanation;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import dog.rebe.outcome.Success;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The line of a node's outcome. */
public final class NodeLine {

  private NodeLine() {}

  /**
   * The line.
   *
   * @param pass 1 for the first pass over the fleet
   * @param at when it ended
   * @param result the fields that a success adds
   */
  public static <T> String of(
      NodeOutcome<T> ended,
      int pass,
      Instant at,
      Function<? super T, ? extends Map<String, ?>> result) {
    Node node = ended.node();
    Outcome<T> outcome = ended.outcome();
    Map<String, Object> fields = StartLine.fields("node", at);
    fields.put("node", node.id().value());
    fields.put("endpoint", node.endpoint().toString());
    fields.put("labels", new TreeMap<>(node.labels()));
    fields.put("pass", pass);
    fields.put("status", outcome instanceof Success<T> ? "ok" : "failed");
    fields.put("delivery", Codes.of(outcome.delivery()));
    fields.putAll(evidence(outcome.evidence()));
    if (outcome instanceof Success<T> success) {
      fields.putAll(result.apply(success.result()));
    } else if (outcome instanceof Failure<T> failure) {
      fields.put("failure", failure(failure));
      fields.put("stdout", stream(failure.evidence().output().stdout()));
      fields.put("stderr", stream(failure.evidence().output().stderr()));
    }
    return JsonLine.of(fields);
  }

  private static Map<String, Object> evidence(Evidence evidence) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("elapsedMillis", evidence.elapsed());
    fields.put("attempts", evidence.attempts());
    fields.put("exit", evidence.exit().map(NodeLine::exit));
    return fields;
  }

  private static Map<String, Object> exit(Exit exit) {
    return exit instanceof ExitStatus status
        ? Map.of("status", status.code())
        : Map.of("signal", ((ExitSignal) exit).name());
  }

  /** A failure's fields. */
  public static Map<String, Object> failure(Failure<?> failure) {
    Explanation words = failure.explanation();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", failure.kind().code());
    fields.put("category", Codes.of(failure.kind().category()));
    fields.put("transient", failure.kind().isTransient());
    fields.put("headline", words.headline());
    fields.put("whatHappened", words.whatHappened());
    fields.put("whetherChanged", words.whetherChanged());
    fields.put("nextStep", words.nextStep());
    fields.put("detail", failure.detail());
    failure
        .jumpHost()
        .ifPresent(
            fault ->
                fields.put(
                    "jumpHost", Map.of("name", fault.jumpHost(), "kind", fault.kind().code())));
    return fields;
  }

  /**
   * A stream's fields: {@code text} where it is UTF-8, otherwise {@code base64} with the exact
   * bytes.
   */
  public static Map<String, Object> stream(CapturedStream stream) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("bytes", stream.receivedBytes());
    fields.put("cut", stream.isCut());
    if (stream.isUtf8()) {
      fields.put("text", stream.utf8());
    } else {
      fields.put("base64", stream.bytes());
    }
    return fields;
  }
}
