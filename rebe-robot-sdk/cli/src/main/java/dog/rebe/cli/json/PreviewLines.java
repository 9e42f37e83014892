package dog.rebe.cli.json;

import dog.rebe.node.Node;
import dog.rebe.outcome.Failure;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.PreviewJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The lines of previews. */
public final class PreviewLines {

  private PreviewLines() {}

  /** The line of a machine on which the command was previewed. */
  public static String previewed(Node node, CommandPreview preview, Instant at) {
    Map<String, Object> fields = fields(node, "ok", at);
    fields.put("preview", PreviewJson.fields(preview));
    return JsonLine.of(fields);
  }

  /** The line of a machine that could not be asked. */
  public static String failed(Node node, Failure<?> failure, Instant at) {
    Map<String, Object> fields = fields(node, "failed", at);
    fields.put("failure", NodeLine.failure(failure));
    return JsonLine.of(fields);
  }

  /** The last line: counts, and how many machines have which digest, the most common first. */
  public static String summary(
      long nodes, long previewed, long failed, Map<String, Long> digests, long more, Instant at) {
    Map<String, Object> fields = StartLine.fields("summary", at);
    fields.put("nodes", nodes);
    fields.put("succeeded", previewed);
    fields.put("failed", failed);
    fields.put("notBegun", nodes - previewed - failed);
    List<Map<String, Object>> groups =
        digests.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(
                entry ->
                    Map.<String, Object>of("digest", entry.getKey(), "nodes", entry.getValue()))
            .toList();
    fields.put("groups", groups);
    fields.put("ungrouped", more);
    return JsonLine.of(fields);
  }

  private static Map<String, Object> fields(Node node, String status, Instant at) {
    Map<String, Object> fields = StartLine.fields("node", at);
    fields.put("node", node.id().value());
    fields.put("endpoint", node.endpoint().toString());
    fields.put("labels", new TreeMap<>(node.labels()));
    fields.put("status", status);
    return fields;
  }
}
