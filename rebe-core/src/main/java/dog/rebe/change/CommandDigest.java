package dog.rebe.change;

import dog.rebe.command.Command;
import dog.rebe.command.StandardInput;
import dog.rebe.node.NodeId;
import java.util.Arrays;
import java.util.Iterator;

/**
 * The digest that an approval of a command is bound to: of everything that decides what happens on
 * the nodes, and of the nodes in their order. It is the SHA-256 of the line {@code rebe:command:v1}
 * and the {@linkplain CanonicalJson canonical form} of command and node ids.
 *
 * <p>Two commands that differ in any argument, input byte, variable, directory, user, limit,
 * accepted exit or effect have different digests. Not covered are
 *
 * <ul>
 *   <li>the decoder, which acts when the command has ended;
 *   <li>the value of a secret: its name is covered;
 *   <li>the content of an input that is a stream: see {@link #coversInput}.
 * </ul>
 */
public final class CommandDigest {

  private static final String PREFIX = "rebe:command:v1";

  private CommandDigest() {}

  /** The digest of this command on these nodes, in this order; at least one. */
  public static Digest of(Command<?> command, NodeId... nodes) {
    return of(command, Arrays.asList(nodes));
  }

  /**
   * The digest of this command on these nodes, in this order; at least one. The nodes are taken one
   * at a time and not kept, so there may be any number of them.
   */
  public static Digest of(Command<?> command, Iterable<NodeId> nodes) {
    Iterator<NodeId> ids = nodes.iterator();
    if (!ids.hasNext()) {
      throw new IllegalArgumentException("The digest of a command needs at least one node");
    }
    CanonicalDigest digest = new CanonicalDigest(PREFIX);
    digest.add("{\"command\":");
    digest.add(CanonicalJson.bytes(CanonicalCommand.of(command)));
    digest.add(",\"nodes\":[");
    String comma = "";
    while (ids.hasNext()) {
      digest.add(comma);
      digest.add(CanonicalJson.bytes(ids.next().value()));
      comma = ",";
    }
    digest.add("]}");
    return digest.finish();
  }

  /**
   * Whether the digest covers what the command reads: false if its input is a stream, whose bytes
   * nobody knows before it is read. Who approves such a command approves any input, unless its
   * arguments bind the content, as those of a {@code FileUpload} do.
   */
  public static boolean coversInput(Command<?> command) {
    return !(command.input() instanceof StandardInput.Stream);
  }
}
