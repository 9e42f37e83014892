package dog.rebe.cli.report;

import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.SessionCount;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.facts.MachineFacts;
import dog.rebe.outcome.Success;

/** What the machines of a fleet are, for people. Not thread-safe. */
public final class DiscoveryReport implements Report<MachineFacts> {

  private final Screen screen;
  private final SystemTable systems = new SystemTable();
  private final TopicTable topics = new TopicTable();
  private final Findings findings = new Findings();
  private final MissingFacts missing = new MissingFacts();
  private final FleetEnd end;
  private long nodes;

  /** Prints on this screen. */
  public DiscoveryReport(Screen screen) {
    this.screen = screen;
    this.end = new FleetEnd(screen);
  }

  @Override
  public void begin(long fleetNodes) {
    nodes = fleetNodes;
  }

  @Override
  public void node(NodeOutcome<MachineFacts> ended, int pass) {
    if (ended.outcome() instanceof Success<MachineFacts> success) {
      end.succeeded(success.evidence().elapsed());
    }
    if (pass > 1) {
      return;
    }
    String node = ended.node().id().value();
    ended
        .outcome()
        .value()
        .ifPresent(
            facts -> {
              systems.add(node, facts);
              topics.add(facts);
              findings.add(node, facts);
              missing.add(node, facts);
            });
    ended.outcome().failure().ifPresent(failure -> end.failed(node, failure));
  }

  @Override
  public void pass(FleetSummary summary, SessionCount sessions, int pass) {
    end.pass(pass == 1 ? "first" : "again", summary, sessions);
    if (pass > 1) {
      return;
    }
    if (!systems.isEmpty()) {
      screen.line();
      systems.print(screen);
      screen.line();
      topics.print(screen);
      findings.print(screen);
      missing.print(screen);
    }
    end.printHeadline(summary, nodes, "told their facts");
    end.printFailures();
    screen.flush();
  }

  @Override
  public void end() {
    end.printCost();
  }
}
