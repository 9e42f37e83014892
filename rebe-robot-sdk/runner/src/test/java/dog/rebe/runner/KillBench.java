package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.node.NodeId;
import dog.rebe.runner.RunReport.End;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.verify.ChronicleCheck;
import dog.rebe.verify.Findings;
import dog.rebe.verify.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Five nodes, on which a program is killed and its run is gone on with. Afterwards the nodes' own
 * counts, the chronicle and the report must agree.
 */
final class KillBench implements AutoCloseable {

  /** What goes wrong beside the killing. */
  enum Trouble {
    NONE,
    /** A switch is stuck, so that the run stops and takes back what it did. */
    STUCK,
    /** A machine is restarted after the kill, and has forgotten what it ran. */
    RESTARTED
  }

  /** What came of a kill. */
  record Trial(
      String death,
      Trouble trouble,
      boolean killed,
      String end,
      int unknown,
      long diedAfterMillis,
      long millis) {}

  private static final int NODES = 5;
  private static final String SPECIAL = "node-3";
  private static final SwitchRobot ROBOT = new SwitchRobot();

  private final Map<String, Switch> switches = new LinkedHashMap<>();
  private final Path folder;
  private final EmbeddedFleet fleet;
  private final SshTransport transport;
  private final ChildProgram program;
  private int trials;

  KillBench(Path folder, ChildProgram program) throws IOException {
    this.program = program;
    this.folder = Files.createDirectories(folder);
    fleet = EmbeddedFleet.start(Workshop.definitions(NODES, switches));
    var files = fleet.writeTo(folder.resolve("keys"));
    transport = Workshop.transport(files.knownHosts(), files.clientKey());
  }

  /** How many appends and marks there are until the program ends by itself. */
  int[] livesToItsEnd() throws IOException, InterruptedException {
    Path place = prepare(Trouble.NONE);
    int exit = program.runFirst(log(place), place.toString(), keys(), Death.never());
    assertThat(exit).as(Files.readString(log(place))).isZero();
    String[] counted = Files.readString(place.resolve("lived")).split(" ", -1);
    delete(place);
    return new int[] {Integer.parseInt(counted[0]), Integer.parseInt(counted[1])};
  }

  private static Path log(Path place) {
    return place.resolve("program.log");
  }

  private String keys() {
    return folder.resolve("keys").toString();
  }

  private Path prepare(Trouble trouble) throws IOException {
    switches.values().forEach(Switch::reset);
    if (trouble == Trouble.STUCK) {
      switches.get(SPECIAL).breaksAt("on");
    }
    Path place = Files.createDirectory(folder.resolve("trial-" + ++trials));
    SigningKey key = SigningKey.generate("example.com/kills", new SecureRandom());
    Files.writeString(place.resolve("key"), key.secretText());
    Files.writeString(place.resolve("verifier"), key.verifier().toString());
    return place;
  }

  Trial kill(String death, Trouble trouble) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Path place = prepare(trouble);
    int exit = program.run(log(place), place.toString(), keys(), death);
    long died = System.nanoTime();
    assertThat(exit).as(Files.readString(log(place))).isIn(0, Death.KILLED);
    assertNothingRanTwice(death);
    if (trouble == Trouble.RESTARTED) {
      fleet.node(SPECIAL).restart();
    }
    Path signed = place.resolve("chronicle").resolve("checkpoint");
    ChronicleCheck check =
        ChronicleCheck.with(TrustedKey.parse(Files.readString(place.resolve("verifier"))));
    if (Files.exists(signed)) {
      check = check.knowing(Files.readAllBytes(signed));
    }
    RunReport report = goOn(place, death, trouble);
    assertNothingRanTwice(death);
    Findings findings = check.run(place.resolve("chronicle"));
    assertThat(findings.problems()).as(death).isEmpty();
    delete(place);
    return new Trial(
        death,
        trouble,
        exit == Death.KILLED,
        report.end().name(),
        (int) report.count(StepState.UNKNOWN),
        (died - began) / 1_000_000,
        (System.nanoTime() - began) / 1_000_000);
  }

  private RunReport goOn(Path place, String death, Trouble trouble) throws IOException {
    RunGate gate = RunGate.create();
    try (ProvableChronicle chronicle = KilledProgram.open(place);
        CommandExecutor executor =
            CommandExecutor.builder()
                .transport(transport)
                .chronicle(chronicle)
                .approvalGate(gate)
                .build()) {
      Runner runner = KilledProgram.runner(place, executor, gate, chronicle);
      RunHistory history = RunHistory.ofFile(place.resolve("chronicle").resolve("entries.jsonl"));
      Progress progress = Progress.read(lastRun(history), history);
      Set<String> lost = new TreeSet<>();
      RunReport report;
      if (progress.end().isPresent()) {
        report = new RunReport("over", End.valueOf(progress.end().get()), "", List.of());
      } else if (progress.subject().isPresent()) {
        if (trouble == Trouble.RESTARTED) {
          lost.addAll(underWay(progress));
        }
        report = runner.resume(lastRun(history), ROBOT, fleet.inventory());
      } else {
        var proposal = runner.propose(ROBOT, Workshop.ON, fleet.inventory(), "eve").orElseThrow();
        report = runner.apply(ROBOT, proposal, List.of(), ApplyOptions.defaults());
      }
      check(report, death, trouble, lost);
      return report;
    }
  }

  /** What a machine that was restarted cannot tell any more. */
  private static List<String> underWay(Progress progress) {
    return Stream.of("prepare", "turn")
        .map(step -> new Progress.Place(Phase.APPLY, step, new NodeId(SPECIAL)))
        .filter(place -> progress.intent(place).isPresent() && progress.result(place).isEmpty())
        .map(Progress.Place::step)
        .toList();
  }

  private void check(RunReport report, String death, Trouble trouble, Set<String> lost) {
    String all = death + " " + trouble + "\n" + report.account() + "\n" + done();
    List<String> unknown =
        report.steps().stream()
            .filter(step -> step.state() == StepState.UNKNOWN)
            .map(StepResult::step)
            .toList();
    assertThat(unknown).as(all).containsExactlyInAnyOrderElementsOf(lost);
    if (trouble != Trouble.STUCK && lost.isEmpty()) {
      assertThat(report.end()).as(all).isEqualTo(End.COMPLETED);
      assertThat(switches.values())
          .as(all)
          .allSatisfy(one -> assertThat(one.done()).containsExactly("loosen", "on"));
      return;
    }
    assertThat(report.end()).as(all).isEqualTo(End.HANDED_OVER);
    assertThat(report.count(StepState.DONE)).as(all).isZero();
    switches.forEach(
        (node, one) -> {
          if (!node.equals(SPECIAL)) {
            assertThat(one.done())
                .as(all)
                .isIn(
                    List.of(),
                    List.of("loosen", "tighten"),
                    List.of("loosen", "on", "off", "tighten"));
          }
        });
    if (trouble == Trouble.STUCK) {
      assertThat(switches.get(SPECIAL).done()).as(all).containsExactly("loosen", "tighten");
    }
  }

  private Map<String, List<String>> done() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    switches.forEach((node, one) -> all.put(node, one.done()));
    return all;
  }

  private void assertNothingRanTwice(String death) {
    done()
        .forEach(
            (node, done) -> {
              for (String what : done) {
                assertThat(Collections.frequency(done, what))
                    .as("%s on %s, killed at %s: %s", what, node, death, done)
                    .isEqualTo(1);
              }
            });
  }

  private static String lastRun(RunHistory history) {
    String[] run = {""};
    history.read(
        entry -> {
          if (entry.fields().get("run") instanceof String id) {
            run[0] = id;
          }
        });
    return run[0];
  }

  private static void delete(Path place) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      files.forEach(file -> all.add(0, file));
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    transport.close();
    fleet.close();
  }
}
