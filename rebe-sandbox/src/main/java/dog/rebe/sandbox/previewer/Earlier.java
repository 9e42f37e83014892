package dog.rebe.sandbox.previewer;

import dog.rebe.command.Command;
import java.util.Objects;

/**
 * A command that is done before the one that is previewed.
 *
 * @param situation around it; it may run as another user
 */
public record Earlier(Command<?> command, Situation situation) {

  public Earlier {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(situation, "situation");
  }
}
