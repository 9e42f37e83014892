package dog.rebe.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.node.NodeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final List<NodeId> NODES = List.of(new NodeId("a"), new NodeId("b"));

  private static Command<?> command(String argument, Repetition repetition) {
    return Command.of("rm", "-f", argument)
        .destroys(repetition)
        .limits(Limits.of(Duration.ofSeconds(1), 100));
  }

  private static Command<?> readOnly() {
    return Command.of("df").readOnly().limits(Limits.of(Duration.ofSeconds(1), 100));
  }

  private static Step step(String id) {
    return Step.of(id, "Looks.", readOnly(), NODES);
  }

  @Test
  void isTheSameBytesWhenComputedTwice() {
    Plan one = new Plan("Tidies up.", List.of(step("look"), step("again").after("look")));
    Plan two = new Plan("Tidies up.", List.of(step("look"), step("again").after("look")));
    assertThat(one.canonicalBytes()).isEqualTo(two.canonicalBytes());
    assertThat(one.digest()).isEqualTo(two.digest());
    assertThat(new String(one.canonicalBytes(), StandardCharsets.UTF_8))
        .startsWith("{\"purpose\":\"Tidies up.\",\"steps\":[{\"after\":[],\"command\":{");
  }

  @Test
  @Tag("fault-66")
  void hasAnotherDigestAfterAnyChange() {
    Step look = step("look");
    List<Plan> plans =
        List.of(
            new Plan("p", List.of(look)),
            new Plan("q", List.of(look)),
            new Plan("p", List.of(step("other"))),
            new Plan("p", List.of(Step.of("look", "Listens.", readOnly(), NODES))),
            new Plan("p", List.of(Step.of("look", "Looks.", readOnly(), NODES.subList(0, 1)))),
            new Plan(
                "p",
                List.of(
                    Step.of("look", "Looks.", readOnly(), List.of(NODES.get(1), NODES.get(0))))),
            new Plan("p", List.of(Step.of("look", "Looks.", command("x", Repetition.ONCE), NODES))),
            new Plan("p", List.of(look.undo(readOnly()))),
            new Plan("p", List.of(look, step("two"))),
            new Plan("p", List.of(look, step("two").after("look"))));
    assertThat(Set.copyOf(plans.stream().map(Plan::digest).toList())).hasSameSizeAs(plans);
  }

  @Test
  void joinsTheEffectsOfItsSteps() {
    assertThat(new Plan("p", List.of(step("look"))).effect()).isEqualTo(Effect.READ_ONLY);
    Step destroy = Step.of("rm", "Removes.", command("x", Repetition.REPEATABLE), NODES);
    assertThat(new Plan("p", List.of(step("look"), destroy)).effect())
        .isEqualTo(Effect.destroys(Repetition.REPEATABLE));
  }

  @Test
  void rejectsWhatIsNoPlan() {
    assertThatThrownBy(() -> new Plan("p", List.of())).hasMessageContaining("no step");
    assertThatThrownBy(() -> new Plan(" ", List.of(step("a")))).hasMessageContaining("purpose");
    assertThatThrownBy(() -> new Plan("p", List.of(step("a"), step("a"))))
        .hasMessageContaining("called a");
    assertThatThrownBy(() -> new Plan("p", List.of(step("a").after("b"), step("b"))))
        .hasMessageContaining("a comes after b");
    assertThatThrownBy(() -> step("a").after("a")).hasMessageContaining("after a");
    assertThatThrownBy(() -> Step.of("a", "x", readOnly(), List.of()))
        .hasMessageContaining("no node");
    assertThatThrownBy(() -> Step.of("a", "x", readOnly(), List.of(NODES.get(0), NODES.get(0))))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> step("A b")).hasMessageContaining("'A b'");
  }

  @Test
  @Tag("fault-66")
  void previewsHaveAnotherDigestAfterAnyChange() {
    Digest plan = new Plan("p", List.of(step("look"))).digest();
    FileState small = new FileState(FileType.REGULAR, 0644, 0, 0, 3, Optional.of(plan));
    FileState wide = new FileState(FileType.REGULAR, 0666, 0, 0, 3, Optional.of(plan));
    FilePath path = FilePath.of("/etc/motd");
    FileChange created = new FileChange(path, Optional.empty(), Optional.of(small));
    FileChange widened = new FileChange(path, Optional.of(small), Optional.of(wide));
    BlindSpot blind = new BlindSpot("systemctl", "Services cannot be previewed.");
    List<Preview> previews =
        List.of(
            new Preview(plan, List.of()),
            preview(plan, List.of(), List.of()),
            preview(plan, List.of(created), List.of()),
            preview(plan, List.of(widened), List.of()),
            preview(plan, List.of(created), List.of(blind)));
    assertThat(Set.copyOf(previews.stream().map(Preview::digest).toList())).hasSameSizeAs(previews);
    assertThat(previews.get(4).hasBlindSpots()).isTrue();
    assertThat(previews.get(3).hasBlindSpots()).isFalse();
  }

  private static Preview preview(Digest plan, List<FileChange> changes, List<BlindSpot> blind) {
    return new Preview(plan, List.of(new StepPreview("look", NODES.get(0), changes, blind)));
  }

  @Test
  void rejectsAChangeThatIsNone() {
    assertThatThrownBy(() -> new FileChange(FilePath.of("/a"), Optional.empty(), Optional.empty()))
        .hasMessageContaining("no change");
    assertThatThrownBy(() -> new FileChange(FilePath.of("a"), Optional.empty(), Optional.empty()))
        .hasMessageContaining("absolute");
  }
}
