package dog.rebe.sandbox.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules from strangers: their shape, or a refusal; a manifest that is written is read again. */
final class ModuleReaderFuzzTest {

  private static final String SMALL =
      "0061736d01000000010401600000030201000503010001070a01065f73746172740000" + "0a040102000b";

  static Stream<byte[]> seeds() {
    return Stream.of(
            SMALL,
            SMALL + "000c0b726562652e706c7567696e",
            SMALL + "00020178" + "00020178",
            "0061736d01000000" + "05ffffffff0f",
            "0061736d01000000" + "0404017001ffffffff0f",
            "0061736d01000000" + "0a0c010a01ffffffff0f7f0b",
            "0061736d01000000" + "0008077265620000ff00",
            "0061736d02000000",
            "0061736d")
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("seeds")
  @FuzzTest
  void haveAShapeOrAreRefused(byte[] bytes) {
    ModuleShape shape;
    try {
      shape = ModuleReader.read(bytes);
    } catch (RefusedModuleException e) {
      assertThat(e.detail()).isNotEmpty();
      return;
    }
    assertThat(shape.initialPages()).isBetween(0, shape.maximumPages());
    byte[] manifest = "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    try {
      ModuleShape again = ModuleReader.read(ManifestSection.write(bytes, manifest));
      assertThat(again.customSection("rebe.plugin")).contains(manifest);
      assertThat(again.imports()).isEqualTo(shape.imports());
      assertThat(again.exportedFunctions()).isEqualTo(shape.exportedFunctions());
    } catch (RefusedModuleException e) {
      throw new AssertionError("A module with a manifest in it is refused", e);
    }
  }
}
