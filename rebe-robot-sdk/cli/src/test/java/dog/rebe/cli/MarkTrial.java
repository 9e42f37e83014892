package dog.rebe.cli;

import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.TrialFleet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Two machines, one of which is marked already. */
public final class MarkTrial implements TrialFleet {

  @Override
  public String name() {
    return "com.example.mark";
  }

  @Override
  public List<NodeDefinition> nodes() {
    return List.of(node("bare", false), node("marked", true));
  }

  private static NodeDefinition node(String id, boolean isMarked) {
    AtomicBoolean marked = new AtomicBoolean(isMarked);
    return NodeDefinition.of(id, SimulatedSystem.debian())
        .program("ls", (words, input) -> Answer.printing(marked.get() ? words.get(1) : ""))
        .program("echo", (words, input) -> Answer.printing("would mark\n"))
        .program(
            "touch",
            (words, input) -> {
              marked.set(true);
              return Answer.silent();
            });
  }
}
