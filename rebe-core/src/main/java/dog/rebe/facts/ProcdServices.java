package dog.rebe.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what OpenWrt's procd answers to {@code ubus call service list}. A service runs if one of
 * its instances does; it failed if none does and one ended with an exit other than 0.
 */
final class ProcdServices {

  private ProcdServices() {}

  static Services read(List<String> lines) throws FactException {
    JsonNode services = object(String.join("\n", lines));
    List<String> failed = new ArrayList<>();
    List<String> running = new ArrayList<>();
    for (Map.Entry<String, JsonNode> service : services.properties()) {
      JsonNode instances = service.getValue().path("instances");
      boolean runs = false;
      boolean fails = false;
      for (JsonNode instance : instances) {
        runs |= instance.path("running").asBoolean(false);
        fails |= instance.path("exit_code").asInt(0) != 0;
      }
      if (runs) {
        running.add(service.getKey());
      } else if (fails) {
        failed.add(service.getKey());
      }
    }
    return new Services("procd", failed, running);
  }

  private static JsonNode object(String json) throws FactException {
    try {
      JsonNode services = JsonMapper.shared().readTree(json);
      if (services.isObject() && !services.isEmpty()) {
        return services;
      }
      throw new FactException(Reason.NOT_UNDERSTOOD, "ubus listed no service at all");
    } catch (JacksonException e) {
      throw new FactException(Reason.NOT_UNDERSTOOD, "ubus's JSON: " + e.getOriginalMessage());
    }
  }
}
