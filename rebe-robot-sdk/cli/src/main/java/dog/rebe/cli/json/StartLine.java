package dog.rebe.cli.json;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The line that begins a run: what runs, and on how many nodes. */
public final class StartLine {

  /** The version of the lines' form. It is raised when a field changes its meaning or goes. */
  public static final int SCHEMA = 1;

  private StartLine() {}

  /** The line of a subcommand's run over this many nodes. */
  public static String of(String subcommand, long nodes, Instant at) {
    Map<String, Object> fields = fields("start", at);
    fields.put("command", subcommand);
    fields.put("nodes", nodes);
    return JsonLine.of(fields);
  }

  /** The fields with which every line begins. */
  static Map<String, Object> fields(String type, Instant at) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("schema", SCHEMA);
    fields.put("type", type);
    fields.put("at", at.toString());
    return fields;
  }
}
