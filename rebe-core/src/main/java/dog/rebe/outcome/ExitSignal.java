package dog.rebe.outcome;

import java.util.Objects;

/**
 * A process that was ended by a signal.
 *
 * @param name the signal without the prefix {@code SIG}, for instance {@code KILL}
 */
public record ExitSignal(String name) implements Exit {

  public ExitSignal {
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String toString() {
    return "signal " + name;
  }
}
