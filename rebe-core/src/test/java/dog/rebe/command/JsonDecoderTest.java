package dog.rebe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {

  enum Health {
    GOOD,
    BAD
  }

  record Disk(
      String name,
      long bytes,
      boolean removable,
      Health health,
      Optional<String> label,
      List<Partition> partitions) {}

  record Partition(int number, Map<String, String> flags) {}

  record Renamed(String majMin, long totalBytes) {}

  private static final String DISK =
      """
      {"name": "sda", "bytes": 512, "removable": false, "health": "GOOD", "label": "root",
       "partitions": [{"number": 1, "flags": {"boot": "yes"}}]}
      """;

  private static CapturedOutput output(String stdout) {
    return output(stdout.getBytes(StandardCharsets.UTF_8));
  }

  private static CapturedOutput output(byte[] stdout) {
    return new CapturedOutput(CapturedStream.of(stdout), CapturedStream.empty());
  }

  private static <T> T decode(Decoder<T> decoder, String stdout) throws DecodeException {
    return decoder.decode(output(stdout), new ExitStatus(0));
  }

  private static void refuses(Decoder<?> decoder, String stdout, String... messages) {
    assertThatThrownBy(() -> decode(decoder, stdout))
        .as(stdout)
        .isInstanceOfSatisfying(
            DecodeException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNDECODABLE))
        .hasMessageContainingAll(messages);
  }

  @Test
  void readsARecord() throws DecodeException {
    assertThat(decode(JsonDecoder.of(Disk.class), DISK))
        .isEqualTo(
            new Disk(
                "sda",
                512,
                false,
                Health.GOOD,
                Optional.of("root"),
                List.of(new Partition(1, Map.of("boot", "yes")))));
  }

  @Test
  void readsAListAndLines() throws DecodeException {
    assertThat(decode(JsonDecoder.listOf(Partition.class), "[{\"number\":1,\"flags\":{}}]"))
        .containsExactly(new Partition(1, Map.of()));
    assertThat(
            decode(
                LineDecoder.of(JsonDecoder.of(Partition.class)::read),
                "{\"number\":1,\"flags\":{}}\n{\"number\":2,\"flags\":{}}\n"))
        .extracting(Partition::number)
        .containsExactly(1, 2);
  }

  @Test
  void takesAnOptionalThatIsMissingOrNull() throws DecodeException {
    assertThat(decode(JsonDecoder.of(Disk.class), DISK.replace("\"root\"", "null")).label())
        .isEmpty();
    assertThat(decode(JsonDecoder.of(Disk.class), DISK.replace("\"label\": \"root\",", "")).label())
        .isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() throws DecodeException {
    JsonDecoder<Disk> strict = JsonDecoder.of(Disk.class);
    String withSpeed = DISK.replace("{\"name\"", "{\"speed\": 7, \"name\"");
    refuses(strict, withSpeed, "Unrecognized property \"speed\"", "line 2");
    assertThat(decode(strict.ignoringUnknownFields(), withSpeed).name()).isEqualTo("sda");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"name\": \"sda\", -> ",
        "\"bytes\": 512, -> ",
        "\"sda\" -> null",
        "512 -> null",
        "512 -> \"512\"",
        "512 -> 512.5",
        "512 -> 1e400",
        "512 -> 99999999999999999999",
        "\"sda\" -> 5",
        "false -> \"false\"",
        "false -> 0",
        "\"GOOD\" -> \"good\"",
        "\"GOOD\" -> 0",
        "\"name\": \"sda\" -> \"name\": \"sda\", \"name\": \"sdb\"",
        "[{\"number\" -> {\"number\"",
        "\"yes\" -> null",
        "\"yes\" -> 5",
        "\"number\": 1, -> ",
        ", \"flags\": {\"boot\": \"yes\"} -> ",
        "\"removable\": false, -> ",
        "\"sda\" -> \"\\ud800",
        "}]} -> }]}}",
        "}]} -> }]} {}",
        "}]} -> }]",
        "{\"name\" -> {/*c*/\"name\"",
        "\"sda\" -> 'sda'",
        "512 -> NaN",
        "512 -> 0512"
      })
  void refusesWhatIsNearlyRight(String change) {
    String[] fromTo = change.split(" -> ", 2);
    assertThat(DISK).contains(fromTo[0]);
    refuses(JsonDecoder.of(Disk.class), DISK.replace(fromTo[0], fromTo[1]), "Disk");
  }

  @Test
  void refusesEmptyOutputAndNull() {
    JsonDecoder<Disk> decoder = JsonDecoder.of(Disk.class);
    refuses(decoder, "", "JSON of Disk was expected, and nothing came");
    refuses(decoder, " \n", "nothing came");
    refuses(decoder, "null", "null came");
    refuses(JsonDecoder.listOf(Disk.class), "[null]", "a list of Disk");
  }

  @Test
  void boundsDepthAndLengths() throws DecodeException {
    refuses(JsonDecoder.of(Object.class), "[".repeat(100) + "]".repeat(100), "depth");
    refuses(JsonDecoder.of(Object.class), "[".repeat(1_000_000), "depth");
    JsonDecoder<List<String>> short5 = JsonDecoder.listOf(String.class).withMaxStringLength(5);
    assertThat(decode(short5, "[\"12345\"]")).containsExactly("12345");
    refuses(short5, "[\"123456\"]", "5");
    JsonDecoder<Object> flat = JsonDecoder.of(Object.class).withMaxDepth(2);
    assertThat(decode(flat, "[[1]]")).isNotNull();
    refuses(flat, "[[[1]]]", "depth");
    refuses(JsonDecoder.of(Object.class), "1".repeat(101), "100");
    assertThatThrownBy(() -> flat.withMaxDepth(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesOtherNames() throws DecodeException {
    JsonDecoder<Renamed> decoder =
        JsonDecoder.of(Renamed.class)
            .withNames(name -> name.equals("majMin") ? "maj:min" : "total_bytes");
    assertThat(decode(decoder, "{\"maj:min\": \"8:0\", \"total_bytes\": 5}"))
        .isEqualTo(new Renamed("8:0", 5));
    refuses(
        decoder,
        "{\"majMin\": \"8:0\", \"totalBytes\": 5}",
        "null` into type `long` (at ",
        "total_bytes");
  }

  @Test
  @Tag("fault-4")
  void refusesWhatIsNotUtf8() {
    byte[] latin1 = "{\"a\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
    for (byte[] bytes : List.of(latin1, utf16)) {
      assertThatThrownBy(() -> JsonDecoder.of(Map.class).decode(output(bytes), new ExitStatus(0)))
          .isInstanceOf(DecodeException.class);
    }
  }

  @Test
  @Tag("fault-65")
  void showsHostileOutputEscapedAndTakesNoTypesFromIt() {
    refuses(JsonDecoder.of(Disk.class), "{\"\u001b[2J\": 1}", "not the JSON of Disk");
    assertThatThrownBy(() -> decode(JsonDecoder.of(Disk.class), "{\"\u009b31m\u202e\": 1}"))
        .satisfies(
            e ->
                assertThat(e.getMessage().codePoints())
                    .noneMatch(Character::isISOControl)
                    .noneMatch(c -> Character.getType(c) == Character.FORMAT));
    refuses(
        JsonDecoder.of(Disk.class),
        DISK.replace("{\"name\"", "{\"@class\": \"java.lang.Runtime\", \"name\""),
        "@class");
  }

  private static final JsonDecoder<List<Disk>> DISKS = JsonDecoder.listOf(Disk.class);

  @Property(tries = 500)
  void neverThrowsAnythingElseWhateverTheBytes(@ForAll @Size(max = 200) byte[] bytes) {
    try {
      DISKS.decode(output(bytes), new ExitStatus(0));
    } catch (DecodeException e) {
      assertThat(e.getMessage().length()).isLessThan(400);
      assertThat(e.getMessage().codePoints()).noneMatch(Character::isISOControl);
    }
  }
}
