package dog.rebe.command;

import dog.rebe.outcome.CapturedStream;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What became of one member of a batch.
 *
 * @param name the member
 * @param status how it ended
 * @param exit its exit status; present only if it {@linkplain Status#COMPLETED completed}
 * @param output its standard output, cut at the member's limit; as far as it came if it did not
 *     complete
 */
public record BatchAnswer(String name, Status status, OptionalInt exit, CapturedStream output) {

  /** How a member ended. */
  public enum Status {
    /** It ended by itself and said how. */
    COMPLETED,
    /** Its time was up; it was ended, or abandoned where the kernel did not let go of it. */
    TIMED_OUT,
    /** Nobody knows: its closing frame never came. It may not even have begun. */
    UNKNOWN
  }

  public BatchAnswer {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(output, "output");
    if (exit.isPresent() != (status == Status.COMPLETED)) {
      throw new IllegalArgumentException(
          "A member has an exit status if it completed, and only then");
    }
  }

  /** Whether it completed with exit 0 and all of its output is here. */
  public boolean isWhole() {
    return exit.isPresent() && exit.getAsInt() == 0 && !output.isCut();
  }
}
