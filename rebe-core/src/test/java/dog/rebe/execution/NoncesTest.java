package dog.rebe.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NoncesTest {

  @Test
  void areDifferentAndAcceptedByRequests() {
    Nonces nonces = new Nonces(new SecureRandom());
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String nonce = nonces.next();
      assertThat(nonce).matches("[0-9a-f]{32}");
      assertThat(seen.add(nonce)).isTrue();
    }
  }

  @Test
  void followFromTheGenerator() {
    assertThat(new Nonces(new SplittableRandom(3)).next())
        .isEqualTo(new Nonces(new SplittableRandom(3)).next());
  }
}
