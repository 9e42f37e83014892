package dog.rebe.examples.robots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Plan;
import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Outcome;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Observations;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The janitor's commands, by this machine's own shell and tools, on files of the test. */
class DiskJanitorRealTest {

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void setsAsideAndBringsBackOnARealFileSystem() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs/a b"));
    Path old = file(logs.resolve("it's $old.gz"), "old", LONG_AGO);
    Path young = file(logs.resolve("young.gz"), "young", Instant.parse("2100-01-01T00:00:00Z"));
    Path other = file(logs.resolve("old.txt"), "other", LONG_AGO);
    try (LocalTransport local = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(local).build()) {
      DiskJanitor janitor = new DiskJanitor();
      Goal goal = goal(janitor);
      Observer observer = observer(executor);
      Plan plan = janitor.plan(janitor.observe(observer, goal), goal).orElseThrow();
      assertThat(plan.steps()).hasSize(1);
      Step step = plan.steps().get(0);
      assertThat(printed(executor, step.preview().orElseThrow()))
          .isEqualTo("would set aside " + old + " (3 bytes)\n");
      assertThat(succeeds(executor, step.probe().orElseThrow())).isFalse();
      assertThat(step.preconditions().get(0).accepts(Node.local().id(), check(executor, step)))
          .isTrue();

      assertThat(succeeds(executor, step.command())).isTrue();
      assertThat(old).doesNotExist();
      assertThat(young).exists();
      assertThat(other).exists();
      assertThat(succeeds(executor, step.probe().orElseThrow())).isTrue();
      assertThat(succeeds(executor, step.command())).as("done twice is done once").isTrue();
      assertThat(janitor.plan(janitor.observe(observer, goal), goal)).isEmpty();

      assertThat(succeeds(executor, step.undo().orElseThrow())).isTrue();
      assertThat(old).hasContent("old");
      assertThat(Files.getLastModifiedTime(old).toInstant()).isEqualTo(LONG_AGO);
      assertThat(succeeds(executor, step.undo().orElseThrow())).isTrue();
    }
  }

  private static Path file(Path path, String text, Instant time) throws IOException {
    Files.writeString(path, text);
    return Files.setLastModifiedTime(path, FileTime.from(time));
  }

  private Goal goal(DiskJanitor janitor) {
    return janitor
        .manifest()
        .goalType()
        .goal(
            Map.<String, Object>of(
                "folders", List.of(folder.resolve("logs").toString()),
                "quarantine", folder.resolve("quarantine").toString()));
  }

  private static boolean succeeds(CommandExecutor executor, Command<?> command) {
    return executor.start(command, Node.local()).await().failure().isEmpty();
  }

  private static String printed(CommandExecutor executor, Command<?> command) {
    return executor
        .start(command.decode(Decoder.text()), Node.local())
        .await()
        .value()
        .orElseThrow();
  }

  private static CapturedOutput check(CommandExecutor executor, Step step) {
    return executor
        .start(step.preconditions().get(0).check().decode(Decoder.raw()), Node.local())
        .await()
        .value()
        .orElseThrow();
  }

  private static Observer observer(CommandExecutor executor) {
    return new Observer() {
      @Override
      public List<Node> nodes() {
        return List.of(Node.local());
      }

      @Override
      public <T> Observations<T> run(Command<T> command) {
        return run(command, nodes());
      }

      @Override
      public <T> Observations<T> run(Command<T> command, List<Node> nodes) {
        Map<NodeId, Outcome<T>> outcomes = new LinkedHashMap<>();
        nodes.forEach(node -> outcomes.put(node.id(), executor.start(command, node).await()));
        return new Observations<>(outcomes);
      }
    };
  }

  @Test
  void refusesAQuarantineWithinWhatItTidiesUp() {
    DiskJanitor janitor = new DiskJanitor();
    Goal goal =
        janitor
            .manifest()
            .goalType()
            .goal(
                Map.<String, Object>of(
                    "folders", List.of("/var/log"), "quarantine", "/var/log/aside"));
    try (LocalTransport local = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(local).build()) {
      assertThatThrownBy(() -> janitor.observe(observer(executor), goal))
          .hasMessageContaining("lies within /var/log");
    }
  }

  @Test
  void isFoundAsAService() {
    assertThat(Robots.discovered().find("dog.rebe.disk-janitor")).isPresent();
  }
}
