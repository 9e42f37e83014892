package dog.rebe.sandbox.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.change.Digest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists of revocations that travelled: believed as they were signed, or refused. */
final class RevocationsFuzzTest {

  private static final SigningKey KEY = SigningKey.generate(new SecureRandom());

  static Stream<byte[]> seeds() {
    byte[] whole =
        new Revocations(7, Set.of(KEY.owner().id()), Set.of(new Digest("0".repeat(64)))).sign(KEY);
    return Stream.of(
        whole,
        Arrays.copyOf(whole, whole.length - 1),
        new Revocations(1, Set.of(), Set.of()).sign(SigningKey.generate(new SecureRandom())),
        "{\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[]}"
            .getBytes(StandardCharsets.UTF_8),
        new byte[0]);
  }

  @MethodSource("seeds")
  @FuzzTest
  void areTheSameWhenSignedAgainOrRefused(byte[] bytes) {
    try {
      Revocations list = Revocations.read(bytes, KEY.owner());
      assertThat(Revocations.read(list.sign(KEY), KEY.owner())).isEqualTo(list);
    } catch (PackageException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
