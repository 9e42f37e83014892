package dog.rebe.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTextTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "512, 512",
    "512B, 512",
    "64k, 65536",
    "64K, 65536",
    "1KiB, 1024",
    "1MiB, 1048576",
    "2m, 2097152",
    "1g, 1073741824",
    "10kB, 10000",
    "10MB, 10000000",
    "1 GiB, 1073741824"
  })
  void readsSizes(String text, long bytes) {
    assertThat(SizeText.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-1", "1.5m", "0", "0k", "64q", "64 k k", "99999999999999999g"})
  void namesWhatItCannotRead(String text) {
    assertThatThrownBy(() -> SizeText.parse(text))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void showsSizesForPeople() {
    assertThat(SizeText.of(0)).isEqualTo("0 B");
    assertThat(SizeText.of(1023)).isEqualTo("1023 B");
    assertThat(SizeText.of(1024)).isEqualTo("1.0 KiB");
    assertThat(SizeText.of(8_348_880_896L)).isEqualTo("7.8 GiB");
    assertThat(SizeText.of(41_922_035_712L)).isEqualTo("39 GiB");
    assertThat(SizeText.of(1_048_000)).isEqualTo("1.0 MiB");
  }
}
