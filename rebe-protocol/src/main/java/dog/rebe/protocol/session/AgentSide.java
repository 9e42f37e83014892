package dog.rebe.protocol.session;

import dog.rebe.change.ApprovalGate;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.RunAs;
import dog.rebe.command.SecretSource;
import dog.rebe.execution.Scheduler;
import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.protocol.identity.PeerIdentity;
import dog.rebe.protocol.wire.AgentStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What the sessions of one agent share. Thread-safe. */
public interface AgentSide {

  /** How commands reach nodes. */
  Transport transport();

  Scheduler scheduler();

  /** Where files are read and secrets fetched, which may block. */
  Executor workers();

  /** How this agent reaches the node of this id; empty if it does not know it. */
  Optional<Node> node(NodeId id);

  /** Why this caller may not run this command on this node; empty if it may. */
  Optional<String> refusal(PeerIdentity caller, Node node, Command<?> command);

  /** Why this caller may not have a terminal for this command; empty if it may. */
  default Optional<String> terminalRefusal(PeerIdentity caller, Node node, Command<?> command) {
    return Optional.of("terminals are not given here");
  }

  /** Why this caller may not read files of this node; empty if it may. */
  Optional<String> fileRefusal(PeerIdentity caller, Node node);

  /**
   * Why this caller may not ask for work of this user by its token, follow it or (with an effect
   * that changes something) end it on this node; empty if it may.
   */
  default Optional<String> workRefusal(
      PeerIdentity caller, Node node, Effect effect, Optional<RunAs> user) {
    return Optional.of("work is not told of here");
  }

  /** All nodes that the agent knows; empty if it can only look them up. */
  default Optional<List<Node>> roster() {
    return Optional.empty();
  }

  /** Who approves what destroys in runs that the agent drives; absent if nobody does. */
  default Optional<ApprovalGate> approvalGate() {
    return Optional.empty();
  }

  /** Whose signed approvals count here; absent if nobody's do. */
  default Optional<Approvals> approvals() {
    return Optional.empty();
  }

  /** Where the values of secrets come from that the agent fetches. */
  SecretSource secrets();

  /** What the agent says of itself now. */
  AgentStatus status();

  /** Takes a place for one more call; false if there is none, or the agent drains. */
  boolean beginCall();

  /** A call that had a place is over. */
  void endCall();

  /** A call was refused. */
  void refused();

  /** So many bytes of output were sent. */
  void sentOutput(long bytes);
}
