package dog.rebe.cli.report;

import dog.rebe.cli.screen.FoldedOutput;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.SessionCount;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Evidence;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Success;

/** What one command printed on the nodes of a fleet, for people. Not thread-safe. */
public final class RunReport implements Report<CapturedOutput> {

  private final Screen screen;
  private final FoldedOutput outputs = new FoldedOutput();
  private final FoldedOutput outputsOfFailed = new FoldedOutput();
  private final FleetEnd end;
  private long nodes;

  /** Prints on this screen. */
  public RunReport(Screen screen) {
    this.screen = screen;
    this.end = new FleetEnd(screen);
  }

  @Override
  public void begin(long fleetNodes) {
    nodes = fleetNodes;
  }

  @Override
  public void node(NodeOutcome<CapturedOutput> ended, int pass) {
    String node = ended.node().id().value();
    Evidence evidence = ended.outcome().evidence();
    if (ended.outcome() instanceof Success<CapturedOutput> success) {
      end.succeeded(evidence.elapsed());
      outputs.add(node, evidence.exit(), success.result());
    }
    ended.outcome().failure().ifPresent(failure -> failed(node, failure));
  }

  private void failed(String node, Failure<CapturedOutput> failure) {
    end.failed(node, failure);
    Evidence evidence = failure.evidence();
    boolean printedSomething =
        evidence.output().stdout().size() > 0 || evidence.output().stderr().size() > 0;
    if (failure.delivery() != Delivery.NOT_STARTED && printedSomething) {
      outputsOfFailed.add(node, evidence.exit(), evidence.output());
    }
  }

  @Override
  public void pass(FleetSummary summary, SessionCount sessions, int pass) {
    outputs.print(screen);
    end.printHeadline(summary, nodes, "ran it");
    end.printFailures();
    if (!outputsOfFailed.isEmpty()) {
      screen.line();
      screen.line("  What the failed ones had printed:");
      outputsOfFailed.print(screen);
    }
    end.pass("only", summary, sessions);
  }

  @Override
  public void end() {
    end.printCost();
  }
}
