package dog.rebe.change;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a plan would do, step by step and node by node, as far as anybody can tell without doing it.
 *
 * @param plan the digest of the plan
 * @param steps one for each step and node that was previewed, in the order of the plan; copied
 */
public record Preview(Digest plan, List<StepPreview> steps) {

  private static final String PREFIX = "rebe:preview:v1";

  public Preview {
    Objects.requireNonNull(plan, "plan");
    steps = List.copyOf(steps);
  }

  /** Whether there is something in any step that the preview could not see. */
  public boolean hasBlindSpots() {
    return steps.stream().anyMatch(step -> !step.blindSpots().isEmpty());
  }

  /** The SHA-256 of the line {@code rebe:preview:v1} and the canonical form. */
  public Digest digest() {
    return CanonicalDigest.of(
        PREFIX,
        Map.of("plan", plan.hex(), "steps", steps.stream().map(StepPreview::canonical).toList()));
  }
}
