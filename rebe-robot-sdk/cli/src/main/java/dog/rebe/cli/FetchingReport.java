package dog.rebe.cli;

import dog.rebe.cli.report.Report;
import dog.rebe.cli.screen.SessionCount;
import dog.rebe.execution.FleetSummary;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.files.DownloadedFile;
import dog.rebe.files.FileReceipt;
import dog.rebe.outcome.Outcome;

/** Keeps each file as it comes, and tells its receipt. */
final class FetchingReport implements Report<DownloadedFile> {

  private final FetchedFiles files;
  private final Report<FileReceipt> report;

  FetchingReport(FetchedFiles files, Report<FileReceipt> report) {
    this.files = files;
    this.report = report;
  }

  @Override
  public void begin(long nodes) {
    report.begin(nodes);
  }

  @Override
  public void node(NodeOutcome<DownloadedFile> ended, int pass) {
    ended.outcome().value().ifPresent(file -> files.keep(ended.node().id(), file));
    Outcome<FileReceipt> receipt = ended.outcome().map(DownloadedFile::receipt);
    report.node(new NodeOutcome<>(ended.node(), receipt), pass);
  }

  @Override
  public void pass(FleetSummary summary, SessionCount sessions, int pass) {
    report.pass(summary, sessions, pass);
  }

  @Override
  public void end() {
    report.end();
  }
}
