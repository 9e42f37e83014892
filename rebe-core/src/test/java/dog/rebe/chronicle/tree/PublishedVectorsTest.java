package dog.rebe.chronicle.tree;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The vectors that the project transparency-dev/merkle publishes in its folder {@code testdata}
 * (Apache License 2.0). They are not part of this project: name a copy of the folder with {@code
 * -Drebe.merkleVectors=FOLDER}. What the build has always is {@link IndependentVectorsTest}.
 */
final class PublishedVectorsTest {

  private static MerkleVectors vectors() {
    String folder = System.getProperty("rebe.merkleVectors", "");
    assumeTrue(
        !folder.isEmpty(), "No vectors: name a copy of testdata with -Drebe.merkleVectors=FOLDER");
    return new MerkleVectors(Path.of(folder));
  }

  @Test
  void judgesInclusionAsPublished() throws IOException {
    vectors().judgeInclusion();
  }

  @Test
  void judgesConsistencyAsPublished() throws IOException {
    vectors().judgeConsistency();
  }
}
