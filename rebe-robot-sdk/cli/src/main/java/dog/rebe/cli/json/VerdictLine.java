package dog.rebe.cli.json;

import dog.rebe.verify.Findings;
import java.time.Instant;
import java.util.Map;

/** What {@code rebe verify --json} prints. */
public final class VerdictLine {

  private VerdictLine() {}

  /**
   * What came of a check.
   *
   * @param known how many checkpoints that left the machine were given
   * @param witnesses how many witnesses were asked for
   */
  public static String of(Findings findings, int known, int witnesses, Instant at) {
    Map<String, Object> fields = StartLine.fields("verdict", at);
    fields.put("proven", findings.isProven());
    fields.put("entries", findings.entries());
    fields.put("root", findings.root());
    fields.put("problems", findings.problems());
    fields.put("remarks", findings.remarks());
    fields.put("known", known);
    fields.put("witnesses", witnesses);
    return JsonLine.of(fields);
  }
}
