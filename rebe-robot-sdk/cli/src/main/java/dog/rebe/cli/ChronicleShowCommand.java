package dog.rebe.cli;

import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.ChronicleException;
import dog.rebe.chronicle.ChronicleReader;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.chronicle.RecordedEntry;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.json.EntryLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the entries of a chronicle. */
@Command(
    name = "show",
    descriptionHeading = "%n",
    description = {"Show the entries of a chronicle, the last ones last.", ""},
    footer = {"", "Example:  rebe chronicle show --kind approval farm/chronicle"})
final class ChronicleShowCommand implements Callable<Integer> {

  private static final int MAX_LINE = 400;

  private final Terminal terminal;

  @Parameters(paramLabel = "CHRONICLE", description = "Its file, or its folder.")
  private Path chronicle = Path.of("");

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "How many entries at most (default: 50; 0 for all).")
  private int last = 50;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only entries of a kind: ${COMPLETION-CANDIDATES}.")
  private @Nullable EntryKind kind;

  @Option(names = "--run", paramLabel = "RUN", description = "Only entries of a robot's run.")
  private @Nullable String run;

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  ChronicleShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (last < 0) {
      throw new BadInput("--last " + last + ": use 0 for all, or a number of entries");
    }
    Screen screen = terminal.screen();
    Deque<RecordedEntry> kept = new ArrayDeque<>();
    try (ChronicleReader reader = ChronicleReader.open(EntriesFile.of(chronicle))) {
      for (Optional<RecordedEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        if (isAsked(next.get().entry())) {
          kept.addLast(next.get());
          if (last == 0) {
            print(kept.removeFirst(), screen);
          } else if (kept.size() > last) {
            kept.removeFirst();
          }
        }
      }
    } catch (ChronicleException e) {
      kept.forEach(entry -> print(entry, screen));
      screen.flush();
      screen.remark(Tone.BAD, VisibleText.line("rebe: " + e.getMessage(), MAX_LINE));
      return ExitCode.SOME_FAILED.number();
    }
    kept.forEach(entry -> print(entry, screen));
    return ExitCode.OK.number();
  }

  private boolean isAsked(ChronicleEntry entry) {
    return (kind == null || entry.kind() == kind)
        && (run == null || run.equals(entry.fields().get("run")));
  }

  private void print(RecordedEntry recorded, Screen screen) {
    if (json) {
      screen.line(EntryLines.of(recorded));
      return;
    }
    ChronicleEntry entry = recorded.entry();
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, Object> field : entry.fields().entrySet()) {
      fields.add(field.getKey() + "=" + field.getValue());
    }
    screen.line(
        entry.kind() == EntryKind.ALERT ? Tone.BAD : Tone.PLAIN,
        VisibleText.line(
            entry.at()
                + "  "
                + entry.kind().name().toLowerCase(Locale.ROOT)
                + "  "
                + String.join(" ", fields),
            MAX_LINE));
  }
}
