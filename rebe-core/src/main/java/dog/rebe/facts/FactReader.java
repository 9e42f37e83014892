package dog.rebe.facts;

import dog.rebe.command.BatchMember;

/**
 * How one topic is read: what a node's shell runs, and what its output means. The scripts use the
 * functions of {@link Prelude}.
 *
 * @param <T> the record that holds the value
 */
interface FactReader<T> {

  /** What it is about. */
  Topic topic();

  /** What the shell runs; exit 127 says that the machine has nothing that tells it. */
  String script();

  /** How the member runs. */
  default BatchMember.Kind kind() {
    return BatchMember.Kind.INLINE;
  }

  /** The most that the member may print. */
  default long outputBytes() {
    return 32 * 1024;
  }

  /** What an output means, or why it means nothing. */
  Told<T> read(FactText text) throws FactException;

  /** What is known of a member that was abandoned after it had printed this. */
  default Told<T> readLate(FactText text) throws FactException {
    throw new FactException(Reason.TIMED_OUT, "it was abandoned");
  }

  /**
   * A value and where it comes from.
   *
   * @param value the value
   * @param source the files or the tool
   */
  record Told<T>(T value, String source) {}
}
