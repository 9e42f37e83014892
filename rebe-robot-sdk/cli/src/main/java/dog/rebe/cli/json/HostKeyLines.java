package dog.rebe.cli.json;

import dog.rebe.node.Node;
import dog.rebe.ssh.HostKeyScan;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code rebe enroll --json} prints: the keys that machines showed, and what became of them.
 */
public final class HostKeyLines {

  private HostKeyLines() {}

  /**
   * What a machine showed.
   *
   * @param key its key; empty if none was seen
   * @param problem why none was seen
   */
  public static String seen(Node node, Optional<HostKeyScan> key, String problem, Instant at) {
    Map<String, Object> fields = StartLine.fields("host-key", at);
    fields.put("node", node.id().value());
    fields.put("endpoint", node.endpoint().toString());
    fields.put("knownAs", key.map(HostKeyScan::knownAs));
    fields.put("algorithm", key.map(HostKeyScan::algorithm));
    fields.put("fingerprint", key.map(HostKeyScan::fingerprint));
    fields.put("problem", key.isPresent() ? null : problem);
    return JsonLine.of(fields);
  }

  /**
   * What became of a key.
   *
   * @param result {@code trusted}, {@code already-trusted}, {@code known-by-another}, {@code
   *     revoked} or {@code not-approved}
   */
  public static String enrolment(HostKeyScan key, String result, Instant at) {
    Map<String, Object> fields = StartLine.fields("enrolment", at);
    fields.put("node", key.node().value());
    fields.put("knownAs", key.knownAs());
    fields.put("fingerprint", key.fingerprint());
    fields.put("result", result);
    return JsonLine.of(fields);
  }
}
