package dog.rebe.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpeningsTest {

  private static final byte[] CONTENT = "password: hunter2".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temporary;

  private Openings openings() {
    return Openings.in(temporary.resolve("openings"), new SecureRandom());
  }

  @Test
  void opensWhatItCommittedTo() {
    Openings openings = openings();
    Commitment commitment = openings.commit(CONTENT);
    assertThat(openings.content(commitment))
        .hasValueSatisfying(c -> assertThat(c).isEqualTo(CONTENT));
    byte[] salt = openings.salt(commitment).orElseThrow();
    assertThat(commitment.isOf(salt, CONTENT)).isTrue();
    assertThat(commitment.isOf(salt, "other".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(commitment.isOf(new byte[32], CONTENT)).isFalse();
    assertThat(commitment.isOf(new byte[31], CONTENT)).isFalse();
  }

  @Test
  @Tag("fault-72")
  void tellsNothingOfTheContentAndNotEvenThatItIsTheSame() {
    Openings openings = openings();
    assertThat(openings.commit(CONTENT)).isNotEqualTo(openings.commit(CONTENT));
    assertThat(openings.commit(new byte[0]).hex()).hasSize(64);
  }

  @Test
  void erasesForGood() throws IOException {
    Openings openings = openings();
    Commitment commitment = openings.commit(CONTENT);
    assertThat(openings.erase(commitment)).isTrue();
    assertThat(openings.erase(commitment)).isFalse();
    assertThat(openings.content(commitment)).isEmpty();
    assertThat(openings.salt(commitment)).isEmpty();
    try (var files = Files.list(temporary.resolve("openings"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void refusesAnOpeningThatWasChanged() throws IOException {
    Openings openings = openings();
    Commitment commitment = openings.commit(CONTENT);
    Path file = temporary.resolve("openings").resolve(commitment.hex());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1]++;
    Files.write(file, bytes);
    assertThatThrownBy(() -> openings.content(commitment)).hasMessageContaining("was changed");
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> openings.content(commitment)).hasMessageContaining("was changed");
  }

  @Test
  void refusesWhatIsNoCommitment() {
    assertThatThrownBy(() -> new Commitment("../../etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
