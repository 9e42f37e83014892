package dog.rebe.change;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import java.util.Optional;

/**
 * Knows, for some commands, a read-only command that tells what they would do: a dry run of the
 * tool's own, or a look at the state that would change. Third parties may implement it.
 * Implementations are pure and thread-safe.
 *
 * <p>It promises that the previewing command changes nothing whatever the arguments of the command
 * are: an argument that it does not know is a reason to know no preview.
 */
@FunctionalInterface
public interface Previewer {

  /**
   * The command that previews this one.
   *
   * @param limits of the previewing command
   * @return empty if it knows none for this command and all of its arguments
   */
  Optional<Command<Foresight>> previewing(Command<?> command, Limits limits);

  /** This one, and where it knows nothing the other. */
  default Previewer or(Previewer other) {
    return (command, limits) ->
        previewing(command, limits).or(() -> other.previewing(command, limits));
  }
}
