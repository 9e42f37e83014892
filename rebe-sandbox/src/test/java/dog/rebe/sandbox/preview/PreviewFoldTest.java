package dog.rebe.sandbox.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.node.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviewFoldTest {

  @Test
  void tellsHowManyMachinesAreAlike() {
    PreviewFold fold = PreviewFold.of(10, 100);
    assertThat(fold.sentence()).isEqualTo("No machine was previewed.");
    for (int i = 0; i < 212; i++) {
      fold.add(new NodeId("node-" + i), MadeUp.deleting(2));
    }
    assertThat(fold.sentence()).isEqualTo("The same on all 212 machines.");
    fold.add(new NodeId("a"), MadeUp.deleting(1));
    fold.add(new NodeId("b"), MadeUp.deleting(1));
    fold.add(new NodeId("c"), MadeUp.deleting(3));

    assertThat(fold.sentence()).isEqualTo("The same on 212 machines; differs on 3.");
    assertThat(fold.groups()).extracting(PreviewFold.Group::count).containsExactly(212L, 2L, 1L);
    assertThat(fold.groups().get(0).nodes()).hasSize(100);
    assertThat(fold.groups().get(1).nodes()).extracting(NodeId::value).containsExactly("a", "b");
  }

  @Test
  void keepsABoundedNumberOfDifferentOnesAndCountsTheRest() {
    PreviewFold fold = PreviewFold.of(3, 2);
    for (int i = 0; i < 20; i++) {
      fold.add(new NodeId("node-" + i), MadeUp.deleting(i + 1));
    }

    assertThat(fold.groups()).hasSize(3);
    assertThat(fold.ungrouped()).isEqualTo(17);
    assertThat(fold.sentence()).isEqualTo("The same on 1 machine; differs on 19.");
    assertThatThrownBy(() -> PreviewFold.of(0, 1)).hasMessageContaining("at least 1");
  }

  @Test
  void foldsMachinesThatAreAlikeInWhatChangesAndKeepsNothingOfWhatItRestsOn() {
    PreviewFold fold = PreviewFold.of(3, 10);
    fold.add(new NodeId("a"), restingOn(1));
    fold.add(new NodeId("b"), restingOn(2));

    assertThat(fold.groups()).hasSize(1);
    assertThat(fold.groups().get(0).preview().footing()).isEqualTo(Footing.none());
  }

  private static CommandPreview restingOn(long seconds) {
    CommandPreview plain = MadeUp.deleting(1);
    Footing footing =
        new Footing(
            Map.of(
                FilePath.of("/x"),
                Optional.of(
                    new FileAttributes(
                        FileType.REGULAR, 1, 0644, 0, 0, Instant.ofEpochSecond(seconds)))),
            Map.of(),
            List.of());
    assertThat(footing.digest()).isPresent();
    return new CommandPreview(
        plain.kind(),
        plain.changes(),
        plain.foreseen(),
        plain.unknown(),
        plain.unreadable(),
        plain.blindSpots(),
        plain.exitStatus(),
        plain.messages(),
        footing);
  }
}
