package dog.rebe.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.facts.FileSystems.Space;
import org.junit.jupiter.api.Test;

/** How full a file system is. */
final class SpaceTest {

  @Test
  void countsWhatOrdinaryUsersCanHave() {
    assertThat(new Space(100, 45, 45).usedShare()).isEqualTo(0.5);
    assertThat(new Space(100, 100, 0).usedShare()).isEqualTo(1);
    assertThat(new Space(0, 0, 0).usedShare()).isZero();
  }
}
