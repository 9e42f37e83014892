package dog.rebe.cli.report;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.command.Command;
import dog.rebe.command.Invocation;
import dog.rebe.node.Node;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.VisibleText;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.PreviewFold;
import dog.rebe.sandbox.preview.PreviewHtml;
import dog.rebe.sandbox.preview.PreviewReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Previews as one page for a browser. */
public final class PreviewPage implements PreviewSink {

  private static final int MAX_GROUPS = 50;
  private static final int MAX_NAMES = 1_000;
  private static final int MAX_FAILURES = 1_000;
  private static final int MAX_COMMAND = 2_000;

  private final Screen screen;
  private final Clock clock;
  private final Command<?> command;
  private final Path file;
  private final PreviewFold fold = PreviewFold.of(MAX_GROUPS, MAX_NAMES);
  private final List<PreviewReport.Failed> failures = new ArrayList<>();

  /** Writes into this file, once all is known. */
  public PreviewPage(Screen screen, Clock clock, Command<?> command, Path file) {
    this.screen = screen;
    this.clock = clock;
    this.command = command;
    this.file = file;
  }

  @Override
  public void begin(long nodes) {}

  @Override
  public void previewed(Node node, CommandPreview preview) {
    fold.add(node.id(), preview);
  }

  @Override
  public void failed(Node node, Failure<?> failure) {
    if (failures.size() < MAX_FAILURES) {
      failures.add(
          new PreviewReport.Failed(
              node.id().value(),
              failure.explanation().headline(),
              failure.explanation().nextStep()));
    }
  }

  /** Beside its place first, so that nobody finds half of it. */
  @Override
  public void end() {
    String page = PreviewHtml.of(PreviewReport.of(words(command), clock.instant(), fold, failures));
    try {
      Path folder = file.toAbsolutePath().getParent();
      Path part = Files.createTempFile(folder, ".preview", ".part");
      try {
        Files.writeString(part, page);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new BadInput("--html " + file + " cannot be written: " + e.getMessage(), e);
    }
    screen.remark(Tone.FAINT, "Written for a browser: " + file);
  }

  private static String words(Command<?> command) {
    String text =
        command.invocation() instanceof Invocation.Script script
            ? script.text().strip().replace("\n", "; ")
            : command.toString();
    return VisibleText.line(text, MAX_COMMAND);
  }
}
