package dog.rebe.examples.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A robot as a plugin: plans to start services again that have failed, each on all machines where
 * it has. It sees {@code systemctl list-units --type=service --state=failed --plain --no-legend}.
 */
public final class ServiceMender {

  private static final String SERVICE = ".service";
  private static final int MOST_STEPS = 50;

  static final Answering PLANNING = request -> plan(JsonReader.read(request));

  private ServiceMender() {}

  /**
   * Plans.
   *
   * @param arguments the verb, {@code plan}
   */
  public static void main(String[] arguments) {
    PLANNING.run();
  }

  private static Map<String, Object> plan(Object request) throws RefusalException {
    List<?> asked = list(in(in(request, "goal"), "services"));
    Map<String, List<Object>> machines = new TreeMap<>();
    for (Map.Entry<?, ?> seen : map(in(request, "observations")).entrySet()) {
      for (String service : failed(in(seen.getValue(), "failed-services"))) {
        if (asked.isEmpty() || asked.contains(service)) {
          machines.computeIfAbsent(service, none -> new ArrayList<>()).add(seen.getKey());
        }
      }
    }
    if (machines.isEmpty()) {
      return Map.of("nothing", "No service that is asked for has failed.");
    }
    List<Object> steps = new ArrayList<>();
    for (Map.Entry<String, List<Object>> service : machines.entrySet()) {
      if (steps.size() < MOST_STEPS) {
        steps.add(step(steps.size() + 1, service.getKey(), service.getValue()));
      }
    }
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("purpose", "Starts services again that have failed.");
    plan.put("steps", steps);
    return plan;
  }

  private static Map<String, Object> step(int number, String service, List<Object> machines) {
    Map<String, Object> command = new LinkedHashMap<>();
    command.put("arguments", List.of("systemctl", "restart", "--", service + SERVICE));
    command.put("effect", Map.of("impact", "changes", "repetition", "repeatable"));
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("id", "restart-" + number);
    step.put("purpose", "Starts the service " + service + " again, which has failed.");
    step.put("nodes", machines);
    step.put("command", command);
    return step;
  }

  /** The names of the services in what systemctl printed. */
  private static List<String> failed(Object printed) throws RefusalException {
    List<String> failed = new ArrayList<>();
    for (Object unit : SystemctlUnitsDecoder.units(ToolOutput.of(printed))) {
      String name = String.valueOf(in(unit, "name"));
      if (name.endsWith(SERVICE) && isPlain(name)) {
        failed.add(name.substring(0, name.length() - SERVICE.length()));
      }
    }
    return failed;
  }

  /** Whether it is a name as services have them: what a machine prints ends in a command. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "@_.:-\\".indexOf(c) < 0) {
        return false;
      }
    }
    return name.length() < 200;
  }

  private static Object in(Object object, String field) throws RefusalException {
    Object value = map(object).get(field);
    if (value == null) {
      throw new RefusalException("The request has no field " + field);
    }
    return value;
  }

  private static Map<?, ?> map(Object value) throws RefusalException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new RefusalException("This is no request to plan");
  }

  private static List<?> list(Object value) throws RefusalException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new RefusalException("This is no request to plan");
  }
}
