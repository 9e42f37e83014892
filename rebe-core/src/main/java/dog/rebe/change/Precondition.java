package dog.rebe.change;

import dog.rebe.command.Command;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What must hold on a node for a step to begin there: a read-only command that ends with an
 * accepted exit and, where an answer is expected, prints exactly that. It is asked just before the
 * step, on each node, whatever was observed when the plan was made.
 *
 * @param purpose what must hold, in words for the owner
 * @param check reads the node; without token, limits as small as can be
 * @param expected the digest of all of the standard output that a node must print; a node that is
 *     not in it must only end with an accepted exit; copied
 */
public record Precondition(String purpose, Command<?> check, Map<NodeId, Digest> expected) {

  public Precondition {
    if (purpose.isBlank()) {
      throw new IllegalArgumentException("A precondition says in words what must hold");
    }
    Objects.requireNonNull(check, "check");
    if (check.effect().hasImpact()) {
      throw new IllegalArgumentException(
          "The check of '" + purpose + "' changes the machine: a precondition only reads");
    }
    expected = Map.copyOf(expected);
  }

  /** That this command ends with an accepted exit. */
  public static Precondition holds(String purpose, Command<?> check) {
    return new Precondition(purpose, check, Map.of());
  }

  /** That this command prints on this node what was observed there. */
  public static Precondition unchanged(
      String purpose, Command<?> check, NodeId node, String observed) {
    return new Precondition(
        purpose, check, Map.of(node, digestOf(observed.getBytes(StandardCharsets.UTF_8))));
  }

  /** Whether what a node printed, when it had ended with an accepted exit, is what was expected. */
  public boolean accepts(NodeId node, CapturedOutput output) {
    Digest wanted = expected.get(node);
    return wanted == null
        || (!output.stdout().isCut() && digestOf(output.stdout().bytes()).equals(wanted));
  }

  private static Digest digestOf(byte[] bytes) {
    try {
      return new Digest(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  Map<String, Object> canonical() {
    Map<String, Object> answers = new TreeMap<>();
    expected.forEach((node, digest) -> answers.put(node.value(), digest.hex()));
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("purpose", purpose);
    form.put("check", CanonicalCommand.of(check));
    form.put("expected", answers);
    return form;
  }
}
