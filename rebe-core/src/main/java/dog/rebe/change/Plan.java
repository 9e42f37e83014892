package dog.rebe.change;

import dog.rebe.command.Effect;
import dog.rebe.node.NodeId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done, as data: ordered steps, none of which comes before a step that it depends on.
 * Two plans with the same content have the same canonical form and the same digest, byte for byte.
 * Immutable.
 *
 * <p>Its canonical form is JSON, which {@link PlanReader} reads back.
 *
 * @param purpose one sentence for the owner of the machines
 * @param steps in the order in which they may run; at least one; copied
 */
public record Plan(String purpose, List<Step> steps) {

  private static final String PREFIX = "rebe:plan:v1";

  public Plan {
    if (purpose.isBlank()) {
      throw new IllegalArgumentException("The plan needs a purpose in words");
    }
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("The plan has no step");
    }
    Set<String> earlier = new HashSet<>();
    for (Step step : steps) {
      for (String needed : step.after()) {
        if (!earlier.contains(needed)) {
          throw new IllegalArgumentException(
              "The step " + step.id() + " comes after " + needed + ", which is no earlier step");
        }
      }
      if (!earlier.add(step.id())) {
        throw new IllegalArgumentException("Two steps of the plan are called " + step.id());
      }
    }
  }

  /** The nodes on which it runs, in the order in which its steps first name them. */
  public List<NodeId> nodes() {
    return steps.stream().flatMap(step -> step.nodes().stream()).distinct().toList();
  }

  /**
   * The step of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Step step(String id) {
    return steps.stream()
        .filter(step -> step.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The plan has no step " + id));
  }

  /** What all its steps together do, undo not counted. */
  public Effect effect() {
    return steps.stream().map(Step::effect).reduce(Effect.READ_ONLY, Effect::join);
  }

  /** Its canonical form, see {@link CanonicalJson}. */
  public byte[] canonicalBytes() {
    return CanonicalJson.bytes(canonical());
  }

  /** The SHA-256 of the line {@code rebe:plan:v1} and the canonical form. */
  public Digest digest() {
    return CanonicalDigest.of(PREFIX, canonical());
  }

  Map<String, Object> canonical() {
    return Map.of("purpose", purpose, "steps", steps.stream().map(Step::canonical).toList());
  }
}
