package dog.rebe.cli.report;

import dog.rebe.cli.input.SizeText;
import dog.rebe.cli.screen.Folds;
import dog.rebe.cli.screen.Paragraph;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.SessionCount;
import dog.rebe.cli.screen.Table;
import dog.rebe.cli.screen.Table.Alignment;
import dog.rebe.cli.screen.Table.Column;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.files.FileMode;
import dog.rebe.files.FileReceipt;
import dog.rebe.outcome.Success;
import java.util.List;

/** Which files went to or came from the nodes of a fleet, for people. Not thread-safe. */
public final class TransferReport implements Report<FileReceipt> {

  private static final int SHOWN_DIGITS = 16;

  private final Screen screen;
  private final String did;
  private final Folds<Same> folds = new Folds<>();
  private final FleetEnd end;
  private long nodes;

  private record Same(long sizeBytes, FileMode mode, String sha256) {}

  /**
   * Prints on this screen.
   *
   * @param did what the nodes did with the file, as the end of a sentence
   */
  public TransferReport(Screen screen, String did) {
    this.screen = screen;
    this.did = did;
    this.end = new FleetEnd(screen);
  }

  @Override
  public void begin(long fleetNodes) {
    nodes = fleetNodes;
  }

  @Override
  public void node(NodeOutcome<FileReceipt> ended, int pass) {
    String node = ended.node().id().value();
    if (ended.outcome() instanceof Success<FileReceipt> success) {
      end.succeeded(success.evidence().elapsed());
      FileReceipt receipt = success.result();
      folds.add(new Same(receipt.sizeBytes(), receipt.mode(), receipt.sha256()), node);
    }
    ended.outcome().failure().ifPresent(failure -> end.failed(node, failure));
  }

  @Override
  public void pass(FleetSummary summary, SessionCount sessions, int pass) {
    if (!folds.isEmpty()) {
      screen.line();
      table().print(screen, 2);
    }
    end.printHeadline(summary, nodes, did);
    end.printFailures();
    end.pass("only", summary, sessions);
  }

  private Table table() {
    Table table =
        new Table(
            new Column("NODES", Alignment.END),
            new Column("SIZE", Alignment.END),
            new Column("MODE", Alignment.START),
            new Column("SHA-256", Alignment.START));
    for (Folds.Group<Same> group : folds.largestFirst()) {
      Same same = group.key();
      table.row(
          List.of(
              String.valueOf(group.count()),
              SizeText.of(same.sizeBytes()),
              same.mode().toString(),
              same.sha256().substring(0, SHOWN_DIGITS) + screen.glyphs().more()),
          Paragraph.lines(group.names(), 9, screen.columns()));
    }
    return table;
  }

  @Override
  public void end() {
    end.printCost();
  }
}
