package dog.rebe.cli;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.DurationConverter;
import dog.rebe.cli.input.FleetArguments;
import dog.rebe.cli.input.LoginArguments;
import dog.rebe.cli.input.RecordArguments;
import dog.rebe.cli.input.Shown;
import dog.rebe.cli.json.HostKeyLines;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import dog.rebe.ssh.HostKeyScan;
import dog.rebe.ssh.SshTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trusts the host keys of machines, by an explicit act. */
@Command(
    name = "enroll",
    customSynopsis = "rebe enroll [OPTIONS] [NODE...]",
    descriptionHeading = "%n",
    description = {
      "Ask machines for their host keys, show the fingerprints, and trust those that you confirm.",
      "Compare them first with what somebody tells you who stands beside the machine:",
      "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub",
      ""
    },
    footer = {"", "Example:  rebe enroll deploy@203.0.113.7"})
final class EnrollCommand implements Callable<Integer> {

  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
  private static final int MAX_DETAIL = 300;

  private final Terminal terminal;

  @Parameters(arity = "0..*", paramLabel = "NODE", description = "As --node.")
  private List<String> nodes = List.of();

  @Option(
      names = "--fingerprint",
      paramLabel = "SHA256:...",
      description =
          "Trust only keys with this fingerprint, and do not ask. Can be given more than once.")
  private List<String> fingerprints = List.of();

  @Option(
      names = {"-d", "--deadline"},
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long one machine may take (default: 10s).")
  private Duration deadline = Duration.ofSeconds(10);

  @ArgGroup(validate = false, heading = "%nWhich machines:%n")
  private FleetArguments machines = new FleetArguments();

  @ArgGroup(validate = false, heading = "%nHow to reach them, and where keys are kept:%n")
  private LoginArguments login = new LoginArguments();

  @Mixin private RecordArguments record = new RecordArguments();

  @Option(names = "--json", description = "Print one JSON object per line and nothing else.")
  private boolean json;

  EnrollCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Set<String> expected = expected();
    try (Machines chosen = Machines.of(machines.withNodes(nodes), terminal);
        SshTransport ssh = new Access(terminal, login, HostKeyScans.AT_A_TIME).toScan(chosen)) {
      HostKeyScans scans = new HostKeyScans(ssh, deadline);
      terminal.interruption().cancels(scans::cancel);
      List<HostKeyScans.Seen> seen = scans.of(chosen.nodes());
      terminal.interruption().cancelsNothing();
      if (terminal.interruption().isInterrupted()) {
        return ExitCode.INTERRUPTED.number();
      }
      List<HostKeyScan> keys = new ArrayList<>();
      boolean allSeen = true;
      for (HostKeyScans.Seen one : seen) {
        allSeen &= show(one);
        one.key().ifPresent(keys::add);
      }
      if (keys.isEmpty()) {
        return ExitCode.SOME_FAILED.number();
      }
      List<HostKeyScan> approved = approved(keys, expected);
      if (json) {
        keys.stream().filter(key -> !approved.contains(key)).forEach(this::tellNotApproved);
      }
      boolean allTrusted = approved.isEmpty() || trust(approved, !expected.isEmpty());
      if (approved.size() < keys.size()) {
        return ExitCode.NOT_APPROVED.number();
      }
      return (allSeen && allTrusted ? ExitCode.OK : ExitCode.SOME_FAILED).number();
    }
  }

  private Set<String> expected() {
    for (String fingerprint : fingerprints) {
      if (!FINGERPRINT.matcher(fingerprint).matches()) {
        throw new BadInput(
            "--fingerprint '"
                + Shown.value(fingerprint)
                + "' is none: write SHA256: and 43 characters, as ssh-keygen -l prints it");
      }
    }
    return fingerprints.stream().collect(Collectors.toSet());
  }

  private boolean show(HostKeyScans.Seen seen) {
    Screen screen = terminal.screen();
    if (json) {
      String problem = VisibleText.line(seen.problem(), MAX_DETAIL);
      screen.line(HostKeyLines.seen(seen.node(), seen.key(), problem, terminal.clock().instant()));
      return seen.key().isPresent();
    }
    if (seen.key().isPresent()) {
      HostKeyScan key = seen.key().get();
      screen.line(Tone.STRONG, seen.node().id() + "  (" + key.knownAs() + ")");
      screen.line("  " + key.algorithm() + "  " + key.fingerprint());
      return true;
    }
    screen.line(Tone.STRONG, seen.node().id() + "  (" + seen.node().endpoint() + ")");
    screen.line(Tone.BAD, "  no key seen: " + VisibleText.line(seen.problem(), MAX_DETAIL));
    return false;
  }

  private List<HostKeyScan> approved(List<HostKeyScan> keys, Set<String> expected) {
    Screen screen = terminal.screen();
    screen.flush();
    if (!expected.isEmpty()) {
      List<HostKeyScan> matching =
          keys.stream().filter(key -> expected.contains(key.fingerprint())).toList();
      keys.stream()
          .filter(key -> !expected.contains(key.fingerprint()))
          .forEach(
              key ->
                  screen.remark(
                      Tone.BAD,
                      "rebe: the key of "
                          + key.node()
                          + " is not the one that you expect. It is not trusted."));
      return matching;
    }
    Question question = new Question(terminal);
    if (!question.canBeAsked()) {
      screen.remark(
          Tone.PLAIN,
          "Nothing was trusted, because nobody is here to confirm it. Give what you expect with"
              + " --fingerprint.");
      return List.of();
    }
    String what = keys.size() == 1 ? "this key" : "these " + keys.size() + " keys";
    if (question.isAnsweredBy("Type yes to trust " + what + ": ", "yes")) {
      return keys;
    }
    screen.remark(Tone.PLAIN, "Nothing was trusted.");
    return List.of();
  }

  private void tellNotApproved(HostKeyScan key) {
    terminal.screen().line(HostKeyLines.enrolment(key, "not-approved", terminal.clock().instant()));
  }

  private boolean trust(List<HostKeyScan> keys, boolean byFingerprint) {
    try (Chronicle chronicle = new RecordFile(record).open()) {
      TrustedKeys trusted =
          new TrustedKeys(terminal, login.knownHosts(), chronicle, byFingerprint, json);
      boolean all = true;
      for (HostKeyScan key : keys) {
        all &= trusted.add(key);
      }
      return all;
    }
  }
}
