package dog.rebe.cli.json;

import dog.rebe.facts.Fact;
import dog.rebe.facts.MachineFacts;
import dog.rebe.node.Node;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code rebe doctor --json} prints: what was found out about a machine. */
public final class CheckUpLine {

  private CheckUpLine() {}

  /**
   * The line.
   *
   * @param well the steps that went well, in their order
   * @param stuck the step that did not; empty if all did
   * @param failure why; empty if all did, or it was not looked at
   * @param sudo whether it lets us become root; empty if that was not tried
   * @param told its facts; empty if they were not asked for
   */
  public static String of(
      Node node,
      List<String> well,
      Optional<String> stuck,
      Optional<? extends Failure<?>> failure,
      Optional<Boolean> sudo,
      Optional<Outcome<MachineFacts>> told,
      Instant at) {
    Map<String, Object> fields = StartLine.fields("checkup", at);
    fields.put("node", node.id().value());
    fields.put("endpoint", node.endpoint().toString());
    Optional<MachineFacts> facts = told.flatMap(Outcome::value);
    fields.put("usable", facts.isPresent());
    fields.put("well", well);
    fields.put("stuck", stuck);
    fields.put("sudo", sudo);
    fields.put(
        "facts",
        facts.map(it -> it.byTopic().values().stream().filter(CheckUpLine::isThere).count()));
    fields.put(
        "missing",
        facts.map(
            it ->
                it.byTopic().values().stream()
                    .filter(fact -> !isThere(fact))
                    .map(fact -> fact.topic().member())
                    .toList()));
    Optional<? extends Failure<?>> why =
        failure.isPresent() ? failure : told.flatMap(Outcome::failure);
    fields.put("failure", why.map(NodeLine::failure));
    return JsonLine.of(fields);
  }

  private static boolean isThere(Fact<?> fact) {
    return fact.value().isPresent();
  }
}
