package dog.rebe.chronicle.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The tree in tiles against {@link NaiveTree}. */
final class TreeProperties {

  private static final int LARGEST = 1200;
  private static final List<byte[]> ENTRIES =
      Stream.iterate(0, i -> i < LARGEST, i -> i + 1)
          .map(i -> ("entry " + i).getBytes(StandardCharsets.UTF_8))
          .toList();
  private static final Path[] FOLDER = new Path[1];

  @BeforeContainer
  static void fillsAFolderWithTiles() throws IOException {
    FOLDER[0] = Files.createTempDirectory("rebe-tiles");
    TiledTree tree = TiledTree.empty(FOLDER[0]);
    for (byte[] entry : ENTRIES) {
      tree.append(entry);
    }
    tree.save();
  }

  @AfterContainer
  static void deletesTheFolder() throws IOException {
    delete(FOLDER[0]);
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static List<byte[]> first(int size) {
    return ENTRIES.subList(0, size);
  }

  @Property(tries = 200)
  void hasTheRootOfTheDefinition(@ForAll @IntRange(max = LARGEST) int size) {
    assertThat(TileFolder.of(FOLDER[0], LARGEST).root(size)).isEqualTo(NaiveTree.root(first(size)));
  }

  @Property(tries = 200)
  void provesInclusionAsDefined(
      @ForAll @IntRange(min = 1, max = LARGEST) int size,
      @ForAll @IntRange(max = Integer.MAX_VALUE) int any) {
    int index = any % size;
    InclusionProof proof =
        new Proofs(TileFolder.of(FOLDER[0], LARGEST)::node).inclusion(index, size);
    assertThat(proof.path()).isEqualTo(NaiveTree.path(index, first(size)));
    assertThat(proof.proves(TreeHash.ofLeaf(ENTRIES.get(index)), NaiveTree.root(first(size))))
        .isTrue();
  }

  @Property(tries = 200)
  void provesConsistencyAsDefined(
      @ForAll @IntRange(min = 1, max = LARGEST) int second,
      @ForAll @IntRange(max = Integer.MAX_VALUE) int any) {
    int first = 1 + any % second;
    ConsistencyProof proof =
        new Proofs(TileFolder.of(FOLDER[0], LARGEST)::node).consistency(first, second);
    assertThat(proof.path()).isEqualTo(NaiveTree.proof(first, first(second)));
    assertThat(proof.proves(NaiveTree.root(first(first)), NaiveTree.root(first(second)))).isTrue();
  }

  @Property(tries = 300)
  void refusesAnInclusionProofWithAnythingChanged(
      @ForAll @IntRange(min = 2, max = 300) int size,
      @ForAll @IntRange(max = Integer.MAX_VALUE) int any,
      @ForAll @IntRange(max = Integer.MAX_VALUE) int where) {
    int index = any % size;
    TreeHash leaf = TreeHash.ofLeaf(ENTRIES.get(index));
    TreeHash root = NaiveTree.root(first(size));
    List<TreeHash> path = NaiveTree.path(index, first(size));
    for (List<TreeHash> changed : changes(path, where)) {
      assertThat(new InclusionProof(index, size, changed).proves(leaf, root)).isFalse();
    }
    assertThat(new InclusionProof((index + 1) % size, size, path).proves(leaf, root)).isFalse();
    assertThat(new InclusionProof(-1, size, path).proves(leaf, root)).isFalse();
    assertThat(new InclusionProof(size, size, path).proves(leaf, root)).isFalse();
    assertThat(new InclusionProof(index, size, path).proves(root, root)).isFalse();
  }

  @Property(tries = 300)
  void refusesAConsistencyProofWithAnythingChanged(
      @ForAll @IntRange(min = 2, max = 300) int second,
      @ForAll @IntRange(max = Integer.MAX_VALUE) int any,
      @ForAll @IntRange(max = Integer.MAX_VALUE) int where) {
    int first = 1 + any % (second - 1);
    TreeHash firstRoot = NaiveTree.root(first(first));
    TreeHash secondRoot = NaiveTree.root(first(second));
    List<TreeHash> path = NaiveTree.proof(first, first(second));
    for (List<TreeHash> changed : changes(path, where)) {
      assertThat(new ConsistencyProof(first, second, changed).proves(firstRoot, secondRoot))
          .isFalse();
    }
    assertThat(new ConsistencyProof(first, second, path).proves(secondRoot, secondRoot)).isFalse();
    assertThat(new ConsistencyProof(first, second, path).proves(firstRoot, firstRoot)).isFalse();
    assertThat(new ConsistencyProof(second, first, path).proves(firstRoot, secondRoot)).isFalse();
  }

  private static List<List<TreeHash>> changes(List<TreeHash> path, int where) {
    TreeHash other = TreeHash.ofNothing();
    List<List<TreeHash>> changes = new ArrayList<>();
    int at = where % path.size();
    List<TreeHash> replaced = new ArrayList<>(path);
    replaced.set(at, other);
    List<TreeHash> shorter = new ArrayList<>(path);
    shorter.remove(at);
    List<TreeHash> longer = new ArrayList<>(path);
    longer.add(at, other);
    List<TreeHash> longest = new ArrayList<>(path);
    longest.add(other);
    changes.addAll(List.of(replaced, shorter, longer, longest));
    return changes;
  }

  @Property(tries = 12)
  void goesOnFromWhatItSaved(
      @ForAll @IntRange(max = LARGEST) int size, @ForAll @IntRange(max = 600) int more)
      throws IOException {
    Path folder = Files.createTempDirectory("rebe-tiles");
    try {
      TiledTree tree = TiledTree.empty(folder);
      for (byte[] entry : first(size)) {
        tree.append(entry);
      }
      tree.save();
      TiledTree restored = TiledTree.restore(folder, size);
      assertThat(restored.root()).isEqualTo(tree.root()).isEqualTo(NaiveTree.root(first(size)));
      int end = Math.min(LARGEST, size + more);
      for (byte[] entry : ENTRIES.subList(size, end)) {
        restored.append(entry);
      }
      restored.save();
      assertThat(restored.root()).isEqualTo(NaiveTree.root(first(end)));
      // What was saved first can still be restored, from tiles that have grown
      assertThat(TiledTree.restore(folder, size).root()).isEqualTo(tree.root());
      assertThat(TileFolder.of(folder, end).root(end)).isEqualTo(restored.root());
    } finally {
      delete(folder);
    }
  }
}
