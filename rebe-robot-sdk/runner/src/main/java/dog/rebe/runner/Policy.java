package dog.rebe.runner;

/**
 * Decides what a plan needs before it may run. Third parties may implement it. Implementations are
 * thread-safe, pure and quick: the same question gives the same verdict. An exception counts as a
 * denial.
 */
@FunctionalInterface
public interface Policy {

  /** Judges a plan. */
  PolicyVerdict judge(PolicyQuestion question);

  /** The policy that counts where nobody gave another: {@link SafePolicy}. */
  static Policy safe() {
    return SafePolicy.INSTANCE;
  }
}
