package dog.rebe.chronicle.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Vectors of proofs in the form in which transparency-dev/merkle publishes them. */
final class MerkleVectors {

  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  MerkleVectors(Path folder) {
    this.folder = folder;
  }

  /** Each inclusion is proven if the vector says so, and only then. */
  void judgeInclusion() throws IOException {
    List<Path> vectors = vectors("inclusion");
    for (Path vector : vectors) {
      Map<?, ?> data = read(vector);
      boolean proven;
      try {
        proven =
            new InclusionProof(number(data, "leafIdx"), number(data, "treeSize"), proof(data))
                .proves(hash(data.get("leafHash")), hash(data.get("root")));
      } catch (IllegalArgumentException e) {
        proven = false;
      }
      assertThat(proven).as(vector.toString()).isNotEqualTo(data.get("wantErr"));
    }
    assertThat(vectors).hasSizeGreaterThan(50);
  }

  /** Each consistency is proven if the vector says so, and only then. */
  void judgeConsistency() throws IOException {
    List<Path> vectors = vectors("consistency");
    for (Path vector : vectors) {
      Map<?, ?> data = read(vector);
      boolean proven;
      try {
        proven =
            new ConsistencyProof(number(data, "size1"), number(data, "size2"), proof(data))
                .proves(root(data.get("root1")), root(data.get("root2")));
      } catch (IllegalArgumentException e) {
        proven = false;
      }
      assertThat(proven).as(vector.toString()).isNotEqualTo(data.get("wantErr"));
    }
    assertThat(vectors).hasSizeGreaterThan(50);
  }

  private List<Path> vectors(String kind) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(kind))) {
      return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static Map<?, ?> read(Path vector) throws IOException {
    return JSON.readValue(Files.readString(vector), Map.class);
  }

  private static long number(Map<?, ?> data, String name) {
    return ((Number) data.get(name)).longValue();
  }

  private static TreeHash hash(Object base64) {
    return TreeHash.of(Base64.getDecoder().decode(String.valueOf(base64)));
  }

  /** Some roots are no hashes but texts of which only the equality counts. */
  private static TreeHash root(Object base64) {
    byte[] bytes = Base64.getDecoder().decode(String.valueOf(base64));
    return bytes.length == TreeHash.BYTES ? TreeHash.of(bytes) : TreeHash.ofLeaf(bytes);
  }

  private static List<TreeHash> proof(Map<?, ?> data) {
    List<TreeHash> path = new ArrayList<>();
    if (data.get("proof") instanceof List<?> hashes) {
      hashes.forEach(hash -> path.add(hash(hash)));
    }
    return path;
  }
}
