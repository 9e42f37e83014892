package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.json.VerdictLine;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import dog.rebe.verify.ChronicleCheck;
import dog.rebe.verify.Findings;
import dog.rebe.verify.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a chronicle against a public key, offline. */
@Command(
    name = "verify",
    descriptionHeading = "%n",
    description = {
      "Check a chronicle, without network: that its checkpoint is signed by the key, and that"
          + " the entries are those that it covers.",
      "A chronicle that was put back to an older state shows only against a checkpoint that left"
          + " the machine: see --knows and --witness.",
      ""
    },
    footer = {"", "Example:  rebe verify --key farm.pub --knows last.checkpoint farm.bundle"})
final class VerifyCommand implements Callable<Integer> {

  private static final int MAX_LINE = 2_000;

  private final Terminal terminal;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description =
          "The public key of the chronicle, NAME+ID+BASE64, or a file that holds it. Get it from"
              + " its owner, not from where the chronicle lies.")
  private String key = "";

  @Option(
      names = "--knows",
      paramLabel = "FILE",
      description =
          "A checkpoint that left the machine earlier: the chronicle must go on from it. Can be"
              + " given more than once.")
  private List<Path> known = List.of();

  @Option(
      names = "--witness",
      paramLabel = "KEY",
      description =
          "The public key of a witness that must have cosigned, or a file that holds it. Can be"
              + " given more than once.")
  private List<String> witnesses = List.of();

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Parameters(paramLabel = "CHRONICLE", description = "A bundle, or the folder of a chronicle.")
  private Path chronicle = Path.of("");

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Findings findings = findings();
    Screen screen = terminal.screen();
    if (json) {
      screen.line(
          VerdictLine.of(findings, known.size(), witnesses.size(), terminal.clock().instant()));
      return (findings.isProven() ? ExitCode.OK : ExitCode.SOME_FAILED).number();
    }
    screen.line(Tone.STRONG, shown("The chronicle in " + chronicle));
    findings.problems().forEach(problem -> screen.line(Tone.BAD, shown("problem: " + problem)));
    findings.remarks().forEach(remark -> screen.line(shown("note: " + remark)));
    if (!findings.isProven()) {
      screen.line(Tone.BAD, "Not proven.");
      return ExitCode.SOME_FAILED.number();
    }
    screen.line("  the checkpoint is signed by the key that you gave");
    screen.line("  every entry is one that it covers, unchanged and in its place");
    if (!known.isEmpty()) {
      screen.line("  it goes on from each checkpoint that you know: " + known.size());
    }
    if (!witnesses.isEmpty()) {
      screen.line("  each witness has cosigned it: " + witnesses.size());
    }
    screen.line(Tone.GOOD, "Proven: " + findings.entries() + " entries, root " + findings.root());
    doubt(screen);
    return ExitCode.OK.number();
  }

  /** What no check can show. */
  private void doubt(Screen screen) {
    if (known.isEmpty() && witnesses.isEmpty()) {
      screen.line(
          "Not proven: that nothing was written after it. A chronicle that was put back to an older"
              + " state shows only against a checkpoint that left the machine (--knows), or a"
              + " witness.");
    }
    screen.line("Never proven: that what the entries say of the machines is true.");
  }

  private Findings findings() {
    try {
      ChronicleCheck check = ChronicleCheck.with(key("--key", key));
      for (String witness : witnesses) {
        check = check.witnessedBy(key("--witness", witness));
      }
      for (Path file : known) {
        check = check.knowing(Files.readAllBytes(file));
      }
      return check.run(chronicle);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new BadInput("A file cannot be read (" + e + "): check its name and permissions", e);
    }
  }

  private static TrustedKey key(String option, String textOrFile) throws IOException {
    try {
      Path file = Path.of(textOrFile);
      return TrustedKey.parse(Files.isRegularFile(file) ? Files.readString(file) : textOrFile);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  private static String shown(String text) {
    return VisibleText.line(text, MAX_LINE);
  }
}
