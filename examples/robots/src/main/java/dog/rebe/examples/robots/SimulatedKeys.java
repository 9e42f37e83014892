package dog.rebe.examples.robots;

import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.NodeDefinition;
import java.util.ArrayList;
import java.util.List;

/** The file of authorized keys of a simulated machine, and the scripts that the key watch runs. */
final class SimulatedKeys {

  private final List<String> lines;

  SimulatedKeys(String... lines) {
    this.lines = new ArrayList<>(List.of(lines));
  }

  NodeDefinition on(NodeDefinition node) {
    return node.program("cat", (words, input) -> Answer.printing(text()))
        .program("sh", (words, input) -> script(words.get(3), words.subList(5, words.size())));
  }

  private synchronized String text() {
    return String.join("\n", lines) + "\n";
  }

  synchronized String state() {
    return lines.toString();
  }

  private synchronized Answer script(String name, List<String> given) {
    return switch (name) {
      case "add", "put-back" -> {
        given.stream().filter(line -> !lines.contains(line)).forEach(lines::add);
        yield Answer.silent();
      }
      case "take-out" -> {
        lines.removeAll(given);
        yield Answer.silent();
      }
      // The new key has logged in everywhere
      case "logged-in" -> Answer.silent();
      case "holds" -> Answer.silent().exiting(lines.contains(given.get(0)) ? 0 : 1);
      default -> Answer.printing(String.join("\n", given) + "\n");
    };
  }
}
