package dog.rebe.cli;

import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.ChronicleReader;
import dog.rebe.chronicle.RecordedEntry;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks the digests of a chronicle's entries, without a key. */
@Command(
    name = "check",
    descriptionHeading = "%n",
    description = {
      "Check that each entry of a chronicle has the digest of the one before it.",
      "That finds damage, and not somebody who wrote all of it anew: for that, see rebe verify.",
      ""
    })
final class ChronicleCheckCommand implements Callable<Integer> {

  private static final int MAX_LINE = 2_000;

  private final Terminal terminal;

  @Parameters(paramLabel = "CHRONICLE", description = "Its file, or its folder.")
  private Path chronicle = Path.of("");

  ChronicleCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Screen screen = terminal.screen();
    long entries = 0;
    try (ChronicleReader reader = ChronicleReader.open(EntriesFile.of(chronicle))) {
      for (Optional<RecordedEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        entries++;
      }
      screen.line(Tone.GOOD, "Unbroken: " + entries + " entries, each with the digest of the last");
      if (reader.tornBytes() > 0) {
        screen.line(
            "note: " + reader.tornBytes() + " bytes at the end are no whole entry: a torn write");
      }
    } catch (ChronicleException e) {
      screen.line(Tone.BAD, VisibleText.line("problem: " + e.getMessage(), MAX_LINE));
      screen.line(Tone.BAD, "Broken after " + entries + " entries.");
      return ExitCode.SOME_FAILED.number();
    }
    if (Files.isDirectory(chronicle)) {
      screen.line(
          "It is a provable one. Whether it is what was signed shows: rebe verify --key KEY");
    }
    return ExitCode.OK.number();
  }
}
