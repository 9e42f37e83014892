package dog.rebe.examples.plugins;

import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.NodeDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The services of a simulated machine, as systemctl shows and starts them. */
final class SimulatedServices {

  private final Map<String, String> states = new TreeMap<>();

  SimulatedServices failed(String service) {
    states.put(service, "failed");
    return this;
  }

  SimulatedServices running(String service) {
    states.put(service, "running");
    return this;
  }

  NodeDefinition on(NodeDefinition node) {
    return node.program("systemctl", (words, input) -> answer(words));
  }

  synchronized String state() {
    return states.toString();
  }

  private synchronized Answer answer(List<String> words) {
    String last = words.get(words.size() - 1);
    if (words.contains("restart")) {
      String service = last.replace(".service", "");
      if (!states.containsKey(service)) {
        return Answer.silent().printingError("Unit " + last + " not found.\n").exiting(5);
      }
      states.put(service, "running");
      return Answer.silent();
    }
    StringBuilder lines = new StringBuilder();
    states.forEach(
        (service, state) -> {
          if (state.equals("failed")) {
            lines.append("%s.service loaded failed failed A service%n".formatted(service));
          }
        });
    return Answer.printing(lines.toString());
  }
}
