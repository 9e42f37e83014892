package dog.rebe.facts;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what systemctl lists: JSON, or columns before systemd 246, which ignores the wish for JSON.
 */
final class SystemdUnits {

  private static final String SUFFIX = ".service";

  private SystemdUnits() {}

  static Services read(List<String> lines) throws FactException {
    if (lines.isEmpty()) {
      throw new FactException(Reason.NOT_UNDERSTOOD, "systemctl listed no service at all");
    }
    List<String> failed = new ArrayList<>();
    List<String> running = new ArrayList<>();
    if (lines.get(0).startsWith("[")) {
      for (JsonNode unit : array(String.join("\n", lines))) {
        sort(text(unit, "unit"), text(unit, "active"), text(unit, "sub"), failed, running);
      }
    } else {
      for (String line : lines) {
        Fields fields = Fields.of(line.replaceFirst("^[^A-Za-z0-9@]+", ""), 4);
        sort(fields.text(0), fields.text(2), fields.text(3), failed, running);
      }
    }
    return new Services("systemd", failed, running);
  }

  private static void sort(
      String unit, String active, String sub, List<String> failed, List<String> running)
      throws FactException {
    if (!unit.endsWith(SUFFIX)) {
      throw FactException.notUnderstood("no service", unit);
    }
    String name = unit.substring(0, unit.length() - SUFFIX.length());
    if (active.equals("failed")) {
      failed.add(name);
    } else if (sub.equals("running")) {
      running.add(name);
    }
  }

  private static JsonNode array(String json) throws FactException {
    try {
      JsonNode units = JsonMapper.shared().readTree(json);
      if (units.isArray() && !units.isEmpty()) {
        return units;
      }
      throw new FactException(Reason.NOT_UNDERSTOOD, "systemctl listed no service at all");
    } catch (JacksonException e) {
      throw new FactException(Reason.NOT_UNDERSTOOD, "systemctl's JSON: " + e.getOriginalMessage());
    }
  }

  private static String text(JsonNode unit, String field) throws FactException {
    JsonNode value = unit.get(field);
    if (value == null || !value.isString()) {
      throw new FactException(Reason.NOT_UNDERSTOOD, "a unit of systemctl has no " + field);
    }
    return value.stringValue();
  }
}
