package dog.rebe.examples.robots;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Robot;
import dog.rebe.robotkit.RobotConformanceKit;
import dog.rebe.robotkit.Scenario;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshKeyWatchConformanceTest extends RobotConformanceKit<Map<NodeId, SshKeyWatch.Seen>> {

  private static final String NEW = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== new";
  private static final String WEAK = "from=\"10.0.0.0/8\" ssh-rsa " + rsa(2048) + " old laptop";
  private static final String GOOD = "ssh-rsa " + rsa(4096) + " server";

  @TempDir Path folder;

  private static String rsa(int bits) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (byte[] field :
          List.of(
              "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
              BigInteger.valueOf(65_537).toByteArray(),
              BigInteger.ONE.shiftLeft(bits - 1).toByteArray())) {
        out.writeInt(field.length);
        out.write(field);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @Override
  protected Robot<Map<NodeId, SshKeyWatch.Seen>> robot() {
    return new SshKeyWatch();
  }

  @Override
  protected Scenario scenario() {
    SimulatedKeys one = new SimulatedKeys(WEAK, GOOD);
    SimulatedKeys two = new SimulatedKeys("# mine", WEAK);
    return new Scenario(
        List.of(
            one.on(NodeDefinition.of("web-1", SimulatedSystem.debian())),
            two.on(NodeDefinition.of("web-2", SimulatedSystem.debian()))),
        robot().manifest().goalType().goal(Map.of("key", NEW)),
        () -> one.state() + two.state());
  }

  @Test
  void knowsWeakKeysWhateverStandsAroundThem() {
    assertThat(AuthorizedKey.parse(WEAK).orElseThrow().bits()).isEqualTo(2048);
    assertThat(AuthorizedKey.parse(WEAK).orElseThrow().isWeak()).isTrue();
    assertThat(AuthorizedKey.parse(GOOD).orElseThrow().isWeak()).isFalse();
    assertThat(AuthorizedKey.parse(NEW).orElseThrow().isWeak()).isFalse();
    assertThat(AuthorizedKey.parse("ssh-dss AAAAB3NzaC1kc3M=").orElseThrow().isWeak()).isTrue();
    assertThat(AuthorizedKey.parse("ssh-rsa AAAA").orElseThrow().isWeak()).isTrue();
    assertThat(AuthorizedKey.parse("# ssh-rsa AAAA")).isEmpty();
    assertThat(AuthorizedKey.parse("")).isEmpty();
  }

  @Test
  void takesNothingOutWhereTheNewKeyIsNot() {
    Goal goal = goal("/root/.ssh/authorized_keys", "take-out");
    NodeId node = new NodeId("a");
    String both = WEAK + "\n" + NEW + "\n";
    assertThat(robot().plan(Map.of(node, new SshKeyWatch.Seen(WEAK + "\n", true)), goal)).isEmpty();
    assertThat(robot().plan(Map.of(node, new SshKeyWatch.Seen(both, false)), goal)).isEmpty();
    assertThat(robot().plan(Map.of(node, new SshKeyWatch.Seen(both, true)), goal)).isPresent();
  }

  private Goal goal(String file, String action) {
    return robot().manifest().goalType().goal(Map.of("key", NEW, "file", file, "action", action));
  }

  @Test
  void rotatesARealFile() throws IOException {
    Path file = folder.resolve("authorized_keys");
    Files.writeString(file, "# remark\n" + WEAK + "\n" + GOOD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (LocalTransport local = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(local).build()) {
      Step add = step(file, "add");
      run(executor, add.command());
      run(executor, add.command());
      run(executor, add.probe().orElseThrow());
      String added = "# remark\n" + WEAK + "\n" + GOOD + "\n" + NEW + "\n";
      assertThat(file).hasContent(added);
      Step takeOut = step(file, "take-out");
      run(executor, takeOut.preconditions().get(0).check());
      run(executor, takeOut.command());
      assertThat(file).hasContent("# remark\n" + GOOD + "\n" + NEW + "\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      run(executor, takeOut.undo().orElseThrow());
      assertThat(Files.readString(file).lines()).contains(WEAK, GOOD, NEW);
      run(executor, add.undo().orElseThrow());
      assertThat(Files.readString(file).lines()).doesNotContain(NEW).contains(WEAK, GOOD);
    }
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  private Step step(Path file, String action) throws IOException {
    Plan plan =
        robot()
            .plan(
                Map.of(Node.local().id(), new SshKeyWatch.Seen(Files.readString(file), true)),
                goal(file.toString(), action))
            .orElseThrow();
    return plan.steps().get(0);
  }

  private static void run(CommandExecutor executor, Command<?> command) {
    assertThat(executor.start(command, Node.local()).await().failure()).isEmpty();
  }
}
