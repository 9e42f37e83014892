package dog.rebe.protocol.session;

import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Repetition;
import dog.rebe.command.StandardInput;
import dog.rebe.command.TokenUse;
import dog.rebe.execution.Capability;
import dog.rebe.execution.Terminal;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.FailureKind;
import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.wire.Execute;
import java.util.Optional;
import java.util.Set;

/** What an agent makes of a request: a command for a node that it knows and may run, or no. */
final class Admittance {

  private final AgentSide agent;
  private final PeerIdentity caller;

  Admittance(AgentSide agent, PeerIdentity caller) {
    this.agent = agent;
    this.caller = caller;
  }

  /**
   * What may be run.
   *
   * @param node as the agent knows it
   * @param terminal that the command gets
   */
  record Admitted(Node node, Command<CapturedOutput> command, Optional<Terminal> terminal) {}

  /** The agent does not run it, and says why. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient FailureKind kind;
    private final String detail;

    RefusedException(FailureKind kind, String detail) {
      super(detail);
      this.kind = kind;
      this.detail = detail;
    }

    FailureKind kind() {
      return kind;
    }

    String detail() {
      return detail;
    }
  }

  Admitted admit(Execute execute, StandardInput streamed) throws RefusedException {
    Command<CapturedOutput> command;
    Optional<Terminal> terminal = Optional.empty();
    try {
      command = new CommandReading(streamed).read(execute.getCommand());
      command = TokenMessage.read(execute, command);
      if (execute.hasTerminal()) {
        dog.rebe.protocol.wire.Terminal wire = execute.getTerminal();
        terminal = Optional.of(new Terminal(wire.getType(), wire.getColumns(), wire.getRows()));
        command = command.raisedTo(Effect.changes(Repetition.ONCE));
      }
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          FailureKind.UNSUPPORTED, "The agent cannot run this: " + e.getMessage());
    }
    Node node = node(execute.getNode().getId());
    requireCapabilities(command, terminal);
    requireAllowed(node, command, terminal);
    return new Admitted(node, command, terminal);
  }

  /** The node of this id, as the agent knows it. */
  Node node(String id) throws RefusedException {
    Optional<Node> known;
    try {
      known = agent.node(new NodeId(id));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          FailureKind.UNSUPPORTED, "The agent cannot run this: " + e.getMessage());
    }
    return known.orElseThrow(
        () -> new RefusedException(FailureKind.UNSUPPORTED, "The agent knows no node of this id"));
  }

  private void requireCapabilities(Command<?> command, Optional<Terminal> terminal)
      throws RefusedException {
    Set<Capability> has = agent.transport().capabilities();
    if (command.token().isPresent()) {
      require(has, Capability.TOKEN);
      if (command.tokenUse() != TokenUse.RUN) {
        require(has, Capability.DETACH);
      }
    }
    if (terminal.isPresent()) {
      require(has, Capability.INTERACTIVE);
    }
  }

  private static void require(Set<Capability> has, Capability needed) throws RefusedException {
    if (!has.contains(needed)) {
      throw new RefusedException(
          FailureKind.UNSUPPORTED,
          "The agent's own transport lacks " + needed + ", which the command needs");
    }
  }

  /** Asks the agent's policy. */
  void requireAllowed(Node node, Command<?> command, Optional<Terminal> terminal)
      throws RefusedException {
    Optional<String> refusal = agent.refusal(caller, node, command);
    if (refusal.isEmpty() && terminal.isPresent()) {
      refusal = agent.terminalRefusal(caller, node, command);
    }
    if (refusal.isPresent()) {
      throw new RefusedException(
          FailureKind.EXEC_REFUSED, "The agent's policy refuses: " + refusal.get());
    }
  }
}
