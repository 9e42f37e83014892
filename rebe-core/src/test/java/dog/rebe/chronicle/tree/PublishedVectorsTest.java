package dog.rebe.chronicle.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * The vectors that the project transparency-dev/merkle publishes for inclusion and consistency, all
 * of them. They lie among the resources with their licence (Apache License 2.0), and are in no jar.
 */
final class PublishedVectorsTest {

  /** As many as there are of either kind. */
  private static final int PUBLISHED = 98;

  @Test
  void judgesInclusionAsPublished() throws IOException {
    MerkleVectors vectors = MerkleVectors.ofLines("/merkle-vectors/inclusion.jsonl");
    assertThat(vectors.count()).isEqualTo(PUBLISHED);
    vectors.judgeInclusion();
  }

  @Test
  void judgesConsistencyAsPublished() throws IOException {
    MerkleVectors vectors = MerkleVectors.ofLines("/merkle-vectors/consistency.jsonl");
    assertThat(vectors.count()).isEqualTo(PUBLISHED);
    vectors.judgeConsistency();
  }
}
