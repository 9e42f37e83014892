package dog.rebe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.cli.Keyboard.Typed;
import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.FleetFiles;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class DoctorCommandTest {

  @TempDir Path home;

  private Typed look(EmbeddedFleet fleet, String... more) throws IOException {
    FleetFiles files = fleet.writeTo(home.resolve("fleet"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "doctor",
                "-i",
                files.hostList().toString(),
                "--identity",
                files.clientKey().toString(),
                "--known-hosts",
                files.knownHosts().toString(),
                "-d",
                "2m"));
    arguments.addAll(List.of(more));
    return Keyboard.in(home).type(arguments.toArray(String[]::new));
  }

  @Test
  void printsJsonToo() throws IOException {
    try (EmbeddedFleet fleet =
        EmbeddedFleet.start(node("well"), node("off").fault(Fault.switchedOff()))) {
      Typed typed = look(fleet, "--json");
      assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
      List<String> lines = typed.out().lines().toList();
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0))
          .contains(
              "\"type\":\"checkup\"",
              "\"usable\":true",
              "\"well\":[\"name\",\"port\",\"host-key\",\"login\",\"run\"],\"stuck\":null",
              "\"facts\":14,\"missing\":[],\"failure\":null");
      assertThat(lines.get(1))
          .contains(
              "\"usable\":false", "\"well\":[\"name\"],\"stuck\":\"port\"", "\"kind\":\"connect-");
    }
  }

  private static NodeDefinition node(String id) {
    return NodeDefinition.of(id, SimulatedSystem.debian());
  }

  @Test
  void saysThatAMachineCanBeWorkedWith() throws IOException {
    try (EmbeddedFleet fleet = EmbeddedFleet.start(node("well"))) {
      Typed typed = look(fleet);
      assertThat(typed.out())
          .contains(
              """
                  ok    its name leads to an address
                  ok    an SSH server answers there
                  ok    its host key is known and is the right one
                  ok    it lets us log in
                  ok    it runs what we send
              """
                  .indent(0))
          .contains("it tells 14 of 14 facts");
      assertThat(typed.exit()).isZero();
    }
  }

  @Test
  void saysWhereItGotStuckAndWhatToDo() throws IOException {
    try (EmbeddedFleet fleet =
        EmbeddedFleet.start(
            node("off").fault(Fault.switchedOff()),
            node("swapped").fault(Fault.changedHostKey()),
            node("closed").fault(Fault.refusesAuthentication()),
            node("mute").fault(Fault.refusesExec()))) {
      Typed typed = look(fleet);
      assertThat(typed.exit()).isEqualTo(ExitCode.SOME_FAILED.number());
      assertThat(typed.out())
          .containsPattern(
              "  off .*\\n    ok    its name.*\\n    NO    an SSH server answers there\\n")
          .containsPattern("  swapped (.*\\n){3}    NO    its host key is known")
          .containsPattern("  closed (.*\\n){4}    NO    it lets us log in")
          .containsPattern("  mute (.*\\n){5}    NO    it runs what we send")
          .contains("What to do: ");
    }
  }

  @Test
  void looksAtThisMachineToo() {
    Typed typed = Keyboard.in(home).type("doctor", "local:", "-d", "2m");
    assertThat(typed.out())
        .contains("  localhost  (local:)\n    ok    it runs what we send\n")
        .contains("facts");
    assertThat(typed.exit()).isZero();
  }
}
