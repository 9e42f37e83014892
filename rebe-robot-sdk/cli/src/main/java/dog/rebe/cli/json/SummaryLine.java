package dog.rebe.cli.json;

import dog.rebe.execution.FleetSummary;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The line that ends a pass over a fleet. */
public final class SummaryLine {

  private SummaryLine() {}

  /**
   * The line.
   *
   * @param pass 1 for the first pass over the fleet
   * @param at when it ended
   * @param opened SSH sessions that the pass opened
   * @param reused how often the pass ran a command on a session that was already open
   */
  public static String of(FleetSummary summary, int pass, Instant at, long opened, long reused) {
    Map<String, Object> fields = StartLine.fields("summary", at);
    fields.put("pass", pass);
    fields.put("nodes", summary.nodes());
    fields.put("succeeded", summary.succeeded());
    fields.put("failed", summary.failed());
    fields.put("notBegun", summary.notBegun());
    Map<String, Long> failures = new TreeMap<>();
    summary.failures().forEach((kind, count) -> failures.put(kind.code(), count));
    fields.put("failures", failures);
    Map<String, Long> deliveries = new TreeMap<>();
    summary.deliveries().forEach((delivery, count) -> deliveries.put(Codes.of(delivery), count));
    fields.put("deliveries", deliveries);
    fields.put("elapsedMillis", summary.elapsed());
    fields.put(
        "slowest",
        summary
            .slowest()
            .map(
                slowest ->
                    Map.of(
                        "node", slowest.node().value(),
                        "elapsedMillis", slowest.elapsed())));
    fields.put("stopped", summary.stopped().map(reason -> Codes.of(reason)));
    fields.put("sessions", new TreeMap<>(Map.of("opened", opened, "reused", reused)));
    return JsonLine.of(fields);
  }
}
