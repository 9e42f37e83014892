package dog.rebe.protocol;

import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.RunAs;
import dog.rebe.node.Node;
import dog.rebe.protocol.identity.PeerIdentity;
import java.util.Optional;

/**
 * What an agent runs and what not, whoever asks. Third parties may implement it; {@link AgentRules}
 * are the usual ones. Thread-safe and quick: it is asked on an I/O thread.
 *
 * <p>An effect is what the caller claims of a command, as anywhere else. A policy that must not
 * believe it goes by programs.
 */
public interface AgentPolicy {

  /**
   * Why this caller may not run this command on this node, in words for him; empty if he may.
   *
   * @param caller who he has proved to be
   * @param node as the agent knows it
   * @param command as it came
   */
  Optional<String> refusal(PeerIdentity caller, Node node, Command<?> command);

  /**
   * Why this caller may not have a terminal for this command on this node, in addition to {@link
   * #refusal}; unless overridden nobody may. Whoever has one can type whatever he likes, so that
   * rules about commands mean little.
   */
  default Optional<String> terminalRefusal(PeerIdentity caller, Node node, Command<?> command) {
    return Optional.of("terminals are not given through this agent");
  }

  /** Why this caller may not read files of this node; unless overridden nobody may. */
  default Optional<String> fileRefusal(PeerIdentity caller, Node node) {
    return Optional.of("files are not read through this agent");
  }

  /**
   * Why this caller may not ask how the work of a token stands and follow its output on this node,
   * or may not end it; unless overridden nobody may.
   *
   * @param effect without impact where he asks or follows, changing where he ends the work
   * @param user as whom the work runs; absent for the login's own
   */
  default Optional<String> workRefusal(
      PeerIdentity caller, Node node, Effect effect, Optional<RunAs> user) {
    return Optional.of("work is not told of through this agent");
  }
}
