package dog.rebe.cli.json;

import dog.rebe.facts.Fact;
import dog.rebe.facts.MachineFacts;
import java.util.LinkedHashMap;
import java.util.Map;

/** The facts of a machine as fields. */
public final class FactFields {

  private FactFields() {}

  /** The field {@code facts}: by topic, its value or why it is missing. */
  public static Map<String, ?> of(MachineFacts facts) {
    Map<String, Object> byTopic = new LinkedHashMap<>();
    facts.byTopic().forEach((topic, fact) -> byTopic.put(topic.member(), fact(fact)));
    return Map.of("facts", byTopic);
  }

  private static Map<String, Object> fact(Fact<?> fact) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (fact instanceof Fact.Known<?> known) {
      fields.put("value", RecordFields.of((Record) known.is()));
      fields.put("source", known.source());
    } else if (fact instanceof Fact.Missing<?> missing) {
      fields.put("missing", Codes.of(missing.reason()));
      fields.put("because", missing.reason().text());
      fields.put("detail", missing.detail());
    }
    fields.put("readAt", fact.readAt());
    return fields;
  }
}
