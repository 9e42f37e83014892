package dog.rebe.chronicle.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Vectors of proofs of one kind, in the form in which transparency-dev/merkle publishes them. */
final class MerkleVectors {

  private static final JsonMapper JSON = new JsonMapper();

  private record Vector(String name, Map<?, ?> data) {}

  private final List<Vector> vectors;

  private MerkleVectors(List<Vector> vectors) {
    this.vectors = vectors;
  }

  /** A file for each. */
  static MerkleVectors ofFolder(Path folder) throws IOException {
    List<Vector> vectors = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
        vectors.add(new Vector(file.toString(), JSON.readValue(Files.readString(file), Map.class)));
      }
    }
    return new MerkleVectors(vectors);
  }

  /** A line for each, after one with a notice. */
  static MerkleVectors ofLines(String resource) throws IOException {
    List<Vector> vectors = new ArrayList<>();
    try (InputStream bytes =
            Objects.requireNonNull(MerkleVectors.class.getResourceAsStream(resource), resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        Map<?, ?> data = JSON.readValue(line, Map.class);
        if (data.get("file") instanceof String file) {
          vectors.add(new Vector(file, data));
        }
      }
    }
    return new MerkleVectors(vectors);
  }

  int count() {
    return vectors.size();
  }

  /** Each inclusion is proven if the vector says so, and only then. */
  void judgeInclusion() {
    for (Vector vector : vectors) {
      Map<?, ?> data = vector.data();
      boolean proven;
      try {
        proven =
            new InclusionProof(number(data, "leafIdx"), number(data, "treeSize"), proof(data))
                .proves(hash(data.get("leafHash")), hash(data.get("root")));
      } catch (IllegalArgumentException e) {
        proven = false;
      }
      assertThat(proven).as(vector.name()).isNotEqualTo(data.get("wantErr"));
    }
    assertThat(vectors).hasSizeGreaterThan(50);
  }

  /** Each consistency is proven if the vector says so, and only then. */
  void judgeConsistency() {
    for (Vector vector : vectors) {
      Map<?, ?> data = vector.data();
      boolean proven;
      try {
        proven =
            new ConsistencyProof(number(data, "size1"), number(data, "size2"), proof(data))
                .proves(root(data.get("root1")), root(data.get("root2")));
      } catch (IllegalArgumentException e) {
        proven = false;
      }
      assertThat(proven).as(vector.name()).isNotEqualTo(data.get("wantErr"));
    }
    assertThat(vectors).hasSizeGreaterThan(50);
  }

  private static long number(Map<?, ?> data, String name) {
    return ((Number) Objects.requireNonNull(data.get(name), name)).longValue();
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
