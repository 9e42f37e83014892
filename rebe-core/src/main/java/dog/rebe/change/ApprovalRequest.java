package dog.rebe.change;

import dog.rebe.command.Command;
import dog.rebe.node.NodeId;
import java.util.Objects;

/**
 * What an {@link ApprovalGate} is asked.
 *
 * @param node where the command is to run
 * @param command what is to run
 * @param digest the digest of command and node, see {@link CommandDigest}
 */
public record ApprovalRequest(NodeId node, Command<?> command, Digest digest) {

  public ApprovalRequest {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(digest, "digest");
  }
}
