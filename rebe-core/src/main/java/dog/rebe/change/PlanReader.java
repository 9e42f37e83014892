package dog.rebe.change;

import dog.rebe.command.SecretSource;
import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads plans from JSON. What {@link Plan#canonicalBytes} wrote comes back as a plan of the same
 * digest; so does the same JSON with other white space or another order of names. A text that says
 * anything beyond what a plan says is refused, so that nothing can hide in it. Thread-safe.
 *
 * <p>Two things are not in the text: decoders, so every command of a plan that was read gives its
 * raw output; and the values of secrets, whose sources are asked for by name.
 */
public final class PlanReader {

  private static final int MAX_DEPTH = 70;

  private final Function<String, Optional<SecretSource>> secrets;
  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PlanReader(Function<String, Optional<SecretSource>> secrets) {
    this.secrets = secrets;
  }

  /** A reader that refuses plans which name a secret. */
  public static PlanReader create() {
    return new PlanReader(name -> Optional.empty());
  }

  /** A reader that finds secrets here by their names. */
  public static PlanReader withSecrets(Function<String, Optional<SecretSource>> secrets) {
    return new PlanReader(secrets);
  }

  /**
   * Reads a plan.
   *
   * @throws IllegalArgumentException if the bytes are no plan; the message says why
   */
  public Plan read(byte[] bytes) {
    Object tree;
    try {
      tree = json.readValue(bytes, Object.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("The plan is not JSON: " + e.getOriginalMessage(), e);
    }
    Plan plan;
    try {
      plan = plan(new JsonTree(tree, "plan"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("This is no plan: " + e.getMessage(), e);
    }
    if (!CanonicalJson.text(tree).equals(CanonicalJson.text(plan.canonical()))) {
      throw new IllegalArgumentException(
          "This is no plan: it says more than a plan can say, which nobody would see when"
              + " approving it. Write plans with Plan.canonicalBytes()");
    }
    return plan;
  }

  private Plan plan(JsonTree tree) {
    List<Step> steps = new ArrayList<>();
    for (JsonTree step : tree.get("steps").list()) {
      steps.add(step(step));
    }
    return new Plan(tree.get("purpose").text(), steps);
  }

  private Step step(JsonTree tree) {
    CommandReader commands = new CommandReader(secrets);
    List<NodeId> nodes =
        tree.get("nodes").list().stream().map(node -> new NodeId(node.text())).toList();
    Step step =
        Step.of(
            tree.get("id").text(),
            tree.get("purpose").text(),
            commands.read(tree.get("command")),
            nodes);
    for (JsonTree earlier : tree.get("after").list()) {
      step = step.after(earlier.text());
    }
    for (JsonTree condition : tree.find("preconditions").map(JsonTree::list).orElse(List.of())) {
      Map<NodeId, Digest> expected = new HashMap<>();
      condition
          .get("expected")
          .object()
          .forEach((node, digest) -> expected.put(new NodeId(node), new Digest(digest.text())));
      step =
          step.requires(
              new Precondition(
                  condition.get("purpose").text(),
                  commands.read(condition.get("check")),
                  expected));
    }
    Optional<JsonTree> preview = tree.find("preview");
    step = preview.isPresent() ? step.preview(commands.read(preview.get())) : step;
    Optional<JsonTree> probe = tree.find("probe");
    step = probe.isPresent() ? step.probe(commands.read(probe.get())) : step;
    Optional<JsonTree> undo = tree.find("undo");
    return undo.isPresent() ? step.undo(commands.read(undo.get())) : step;
  }
}
