package dog.rebe.robot;

import java.util.List;

/**
 * What a robot found when it looked again.
 *
 * @param problems what is not as it should be, in words for the owner; empty if all is well; copied
 */
public record Verification(List<String> problems) {

  private static final Verification PASSED = new Verification(List.of());

  public Verification {
    problems = List.copyOf(problems);
  }

  /** All is well. */
  public static Verification passed() {
    return PASSED;
  }

  /** Something is not as it should be. */
  public static Verification failed(String... problems) {
    if (problems.length == 0) {
      throw new IllegalArgumentException("A verification that failed names a problem");
    }
    return new Verification(List.of(problems));
  }

  /** Whether all is well. */
  public boolean isPassed() {
    return problems.isEmpty();
  }
}
