package dog.rebe.change;

import dog.rebe.command.Command;
import dog.rebe.node.Node;
import java.util.Objects;

/**
 * What an {@link ApprovalGate} is asked.
 *
 * @param node where the command is to run, with its labels
 * @param command what is to run
 * @param digest the digest of command and node, see {@link CommandDigest}
 * @param call names the call, the same for each of its attempts and for no other call
 */
public record ApprovalRequest(Node node, Command<?> command, Digest digest, String call) {

  public ApprovalRequest {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(call, "call");
  }
}
