package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OurPathsTest {

  private final OurPaths ours = new OurPaths(Set.of(FilePath.of("/a/b"), FilePath.of("/top")));

  @Test
  void holdThemselvesAndAllThatIsBelowThem() {
    assertThat(ours.hold(FilePath.of("/a/b"))).isTrue();
    assertThat(ours.hold(FilePath.of("/a/b/c/d"))).isTrue();
    assertThat(ours.hold(FilePath.of("/a"))).isFalse();
    assertThat(ours.hold(FilePath.of("/a/bc"))).isFalse();
    assertThat(ours.hold(FilePath.of("/"))).isFalse();
  }

  @Test
  void areLeftOutOfTheFoldersThatHoldThem() {
    FileAttributes file =
        new FileAttributes(FileType.REGULAR, 1, 0644, 0, 0, Instant.ofEpochSecond(1));
    List<FileEntry> entries =
        List.of(new FileEntry(FilePath.of("b"), file), new FileEntry(FilePath.of("bc"), file));

    assertThat(ours.without(FilePath.of("/a"), entries))
        .extracting(entry -> entry.name().toString())
        .containsExactly("bc");
    assertThat(ours.countIn(FilePath.of("/a"))).isEqualTo(1);
    assertThat(ours.countIn(FilePath.of("/"))).isEqualTo(1);
    assertThat(ours.countIn(FilePath.of("/a/b"))).isZero();
  }
}
