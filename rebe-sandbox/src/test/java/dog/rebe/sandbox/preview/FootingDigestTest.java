package dog.rebe.sandbox.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FootingDigestTest {

  private static FileAttributes is(FileType type, long size, int mode, long seconds) {
    return new FileAttributes(type, size, mode, 0, 0, Instant.ofEpochSecond(seconds));
  }

  private static Footing looking(Optional<FileAttributes> found) {
    return new Footing(Map.of(FilePath.of("/x"), found), Map.of(), List.of());
  }

  @Test
  void differsWithAllThatTheCheckCompares() {
    FilePath path = FilePath.of("/x");
    List<Footing> footings =
        List.of(
            looking(Optional.empty()),
            looking(Optional.of(is(FileType.REGULAR, 1, 0644, 1))),
            looking(Optional.of(is(FileType.REGULAR, 2, 0644, 1))),
            looking(Optional.of(is(FileType.REGULAR, 1, 0600, 1))),
            looking(Optional.of(is(FileType.REGULAR, 1, 0644, 2))),
            looking(Optional.of(is(FileType.DIRECTORY, 1, 0644, 1))),
            new Footing(Map.of(), Map.of(path, List.of()), List.of()),
            new Footing(
                Map.of(),
                Map.of(
                    path,
                    List.of(new FileEntry(FilePath.of("a"), is(FileType.REGULAR, 1, 0644, 1)))),
                List.of()),
            new Footing(Map.of(), Map.of(), List.of(new Footing.ReadPart(path, 0, 3, "ab"))),
            new Footing(Map.of(), Map.of(), List.of(new Footing.ReadPart(path, 0, 3, "cd"))));

    Set<Object> digests = new HashSet<>();
    footings.forEach(footing -> digests.add(footing.digest().orElseThrow()));
    assertThat(digests).hasSameSizeAs(footings);
    assertThat(Footing.none().digest()).isEmpty();
  }

  @Test
  void isTheSameForAFolderThatOnlyGotAnotherTimeAndSize() {
    assertThat(looking(Optional.of(is(FileType.DIRECTORY, 4096, 0755, 1))).digest())
        .isEqualTo(looking(Optional.of(is(FileType.DIRECTORY, 8192, 0755, 2))).digest());
  }

  @Test
  void isTheSameHoweverOftenAPartWasRead() {
    Footing.ReadPart a = new Footing.ReadPart(FilePath.of("/a"), 0, 1, "aa");
    Footing.ReadPart b = new Footing.ReadPart(FilePath.of("/b"), 0, 1, "bb");

    assertThat(new Footing(Map.of(), Map.of(), List.of(a, b)).digest())
        .isEqualTo(new Footing(Map.of(), Map.of(), List.of(b, a, a)).digest());
  }
}
