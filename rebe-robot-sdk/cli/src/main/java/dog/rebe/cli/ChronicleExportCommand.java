package dog.rebe.cli;

import dog.rebe.chronicle.ChronicleBundle;
import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.Shown;
import dog.rebe.cli.input.SizeText;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a provable chronicle into one file. */
@Command(
    name = "export",
    descriptionHeading = "%n",
    description = {
      "Write a provable chronicle into one file, for whoever is to check it elsewhere.",
      ""
    },
    footer = {"", "Example:  rebe chronicle export farm/chronicle farm.bundle"})
final class ChronicleExportCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "The chronicle.")
  private Path folder = Path.of("");

  @Parameters(index = "1", paramLabel = "FILE", description = "A new file.")
  private Path file = Path.of("");

  ChronicleExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (Files.exists(file)) {
      throw new BadInput(
          "There is a file " + Shown.value(file.toString()) + " already: name another");
    }
    try {
      SignedNote newest = ChronicleBundle.write(folder, file);
      Checkpoint checkpoint = Checkpoint.of(newest);
      Screen screen = terminal.screen();
      screen.line(
          Tone.GOOD,
          checkpoint.size()
              + " entries of "
              + checkpoint.origin()
              + " are in "
              + Shown.value(file.toString())
              + " ("
              + SizeText.of(Files.size(file))
              + ")");
      screen.line("Checked with: rebe verify --key KEY " + Shown.value(file.toString()));
      return ExitCode.OK.number();
    } catch (ChronicleException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new OutputLost("The file " + file + " cannot be looked at: " + e.getMessage(), e);
    }
  }
}
