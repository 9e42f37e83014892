package dog.rebe.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.runner.RunReport.End;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.verify.ChronicleCheck;
import dog.rebe.verify.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program of its own takes back a run on three nodes and is killed; another goes on. With {@code
 * -Drebe.robotCuts=all} that is at every append of its chronicle; a build takes two.
 */
class UndoKillTest {

  private static final boolean ALL = System.getProperty("rebe.robotCuts", "").equals("all");

  @TempDir Path folder;
  private final Map<String, Switch> switches = new LinkedHashMap<>();
  private EmbeddedFleet fleet;
  private Path keys;
  private int trials;

  @BeforeEach
  void open() throws IOException {
    fleet = EmbeddedFleet.start(Workshop.definitions(3, switches));
    keys = folder.resolve("keys");
    fleet.writeTo(keys);
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  @Tag("fault-40")
  void nothingIsTakenBackTwiceWhereverTheProgramIsKilled() throws Exception {
    ChildProgram program = new ChildProgram(folder.resolve("program"), UndoProgram.class);
    Path first = applied();
    assertThat(program.runFirst(log(first), arguments(first, Death.never()))).isZero();
    assertThat(switches.get("node-1").done()).containsExactly("loosen", "on", "off", "tighten");
    int appends = Integer.parseInt(Files.readString(first.resolve("lived")).split(" ", -1)[0]);
    int step = ALL ? 1 : appends / 2;
    for (int append = ALL ? 1 : appends / 4; append <= appends; append += step) {
      Path place = applied();
      String death = Death.atAppend(append, append % 3);
      int exit = program.run(log(place), arguments(place, death));
      assertThat(exit).as(Files.readString(log(place))).isEqualTo(Death.KILLED);
      Optional<RunReport> report = in(place, runner -> goOn(runner, run(place)));
      report.ifPresent(
          one -> assertThat(one.end()).as(death + one.account()).isEqualTo(End.COMPLETED));
      assertThat(switches.values())
          .as(death)
          .allSatisfy(
              one -> assertThat(one.done()).containsExactly("loosen", "on", "off", "tighten"));
      ChronicleCheck check =
          ChronicleCheck.with(TrustedKey.parse(Files.readString(place.resolve("verifier"))));
      assertThat(check.run(place.resolve("chronicle")).problems()).as(death).isEmpty();
    }
  }

  private String[] arguments(Path place, String death) {
    return new String[] {place.toString(), keys.toString(), death, run(place)};
  }

  private static Path log(Path place) {
    return place.resolve("program.log");
  }

  /** A chronicle and a folder of runs in which switches were turned on. */
  private Path applied() throws IOException {
    switches.values().forEach(Switch::reset);
    Path place = Files.createDirectory(folder.resolve("trial-" + ++trials));
    SigningKey key = SigningKey.generate("example.com/kills", new SecureRandom());
    Files.writeString(place.resolve("key"), key.secretText());
    Files.writeString(place.resolve("verifier"), key.verifier().toString());
    RunReport report =
        in(
            place,
            runner -> {
              SwitchRobot robot = new SwitchRobot();
              Proposal proposal =
                  runner.propose(robot, Workshop.ON, fleet.inventory(), "eve").orElseThrow();
              return runner.apply(robot, proposal, List.of(), ApplyOptions.defaults());
            });
    assertThat(report.end()).as(report.account()).isEqualTo(End.COMPLETED);
    Files.writeString(place.resolve("run"), report.run());
    return place;
  }

  private static String run(Path place) {
    try {
      return Files.readString(place.resolve("run"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes on with what takes the run back, or begins it; empty if it has ended. */
  private Optional<RunReport> goOn(Runner runner, String run) {
    List<String> unfinished = runner.unfinished(Runner.UNDO_ROBOT);
    if (!unfinished.isEmpty()) {
      return Optional.of(runner.resume(unfinished.get(0), runner.undoRobot(), fleet.inventory()));
    }
    if (switches.values().stream().allMatch(one -> one.done().contains("tighten"))) {
      return Optional.empty();
    }
    Proposal proposal = runner.proposeUndo(run, fleet.inventory(), "eve").proposal().orElseThrow();
    return Optional.of(
        runner.apply(runner.undoRobot(), proposal, List.of(), ApplyOptions.defaults()));
  }

  private <T> T in(Path place, Function<Runner, T> work) throws IOException {
    RunGate gate = RunGate.create();
    try (ProvableChronicle chronicle = KilledProgram.open(place);
        var transport = transport();
        CommandExecutor executor =
            CommandExecutor.builder()
                .transport(transport)
                .chronicle(chronicle)
                .approvalGate(gate)
                .build()) {
      return work.apply(KilledProgram.runner(place, executor, gate, chronicle));
    }
  }

  private SshTransport transport() throws IOException {
    return UndoProgram.transport(keys);
  }
}
