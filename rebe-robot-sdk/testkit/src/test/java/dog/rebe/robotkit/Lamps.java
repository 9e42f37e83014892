package dog.rebe.robotkit;

import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Machines with a lamp each, which also remember whether they were touched or peeked at. */
final class Lamps {

  private final Map<String, String> state = new TreeMap<>();

  Scenario scenario() {
    return new Scenario(
        List.of(node("attic"), node("hall")),
        new LampRobot().manifest().goalType().standard(),
        this::state);
  }

  private synchronized String state() {
    return state.toString();
  }

  private NodeDefinition node(String id) {
    state.put(id, "off");
    return NodeDefinition.of(id, SimulatedSystem.debian())
        .program("lamp", (words, input) -> answer(id, words.get(1)));
  }

  private synchronized Answer answer(String id, String what) {
    return switch (what) {
      case "show" -> Answer.printing(String.valueOf(state.get(id)));
      case "would" -> Answer.printing("It would go on.\n");
      case "is-on" -> Answer.silent().exiting("on".equals(state.get(id)) ? 0 : 1);
      case "touch" -> {
        state.put(id + " touched", "yes");
        yield Answer.printing(String.valueOf(state.get(id)));
      }
      case "hum" -> Answer.silent();
      default -> {
        state.put(id, what);
        yield Answer.silent();
      }
    };
  }
}
