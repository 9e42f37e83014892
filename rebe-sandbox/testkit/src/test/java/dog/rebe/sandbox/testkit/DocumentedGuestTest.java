package dog.rebe.sandbox.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guest of docs/plugins.md, by hand and from that page only, conforms. */
final class DocumentedGuestTest implements PluginConformance {

  private static final Path PAGE = Path.of("../../docs/plugins.md");

  @Override
  public byte[] module() throws Exception {
    byte[] manifest = block("json guest-manifest").getBytes(StandardCharsets.UTF_8);
    return PluginPackage.pack(Wat2Wasm.parse(block("wat guest")), manifest, "MIT").module();
  }

  @Override
  public List<PluginSample> samples() {
    return List.of(
        PluginSample.decode("", "{\"lines\":0}"),
        PluginSample.decode("a\nb\n", "{\"lines\":2}"),
        PluginSample.decode("\"quoted\" and \\n, which is no line\n", "{\"lines\":1}"),
        PluginSample.decode("x\n".repeat(12_345), "{\"lines\":12345}"));
  }

  @Test
  void theHarnessSaysWhyAPluginIsNotLoaded() {
    assertThatThrownBy(() -> PluginHarness.load(new byte[] {1, 2, 3}))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("plugin-malformed");
  }

  /** A guest that answers everything alike, which the kit must notice. */
  @Test
  void theKitNoticesAGuestThatDoesNotConform() throws Exception {
    String careless =
        block("wat guest")
            .replace(
                "(local.set $end (call $read))",
                "(call $write (i32.const 256) (i32.const 30))(return)")
            .replace("          }}", "         7}}");
    byte[] manifest = block("json guest-manifest").getBytes(StandardCharsets.UTF_8);
    byte[] module = PluginPackage.pack(Wat2Wasm.parse(careless), manifest, "MIT").module();
    PluginConformance kit =
        new PluginConformance() {
          @Override
          public byte[] module() {
            return module;
          }

          @Override
          public List<PluginSample> samples() {
            return List.of(PluginSample.decode("a\n", "{\"lines\":7}"));
          }
        };
    kit.required_1_1_answersItsSamples();
    assertThatThrownBy(kit::required_2_1_refusesWhatIsNoRequest)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("is no request, and was answered");
  }

  private static String block(String language) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("```" + language + "\n");
    assertThat(from).as("The page has a block of " + language).isPositive();
    int begin = page.indexOf('\n', from) + 1;
    return page.substring(begin, page.indexOf("```", begin));
  }
}
