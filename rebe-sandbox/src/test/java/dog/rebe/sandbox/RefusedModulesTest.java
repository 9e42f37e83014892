package dog.rebe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.sandbox.module.ManifestSection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Modules that never become a plugin, and what their authors are told. */
final class RefusedModulesTest {

  private static PluginHost host;

  @BeforeAll
  static void open() {
    host = PluginHost.builder(Guests.LOADING).build();
  }

  @AfterAll
  static void close() {
    host.close();
  }

  private static Failure<Plugin> refusal(byte[] module) {
    Failure<Plugin> failure = host.load(module).failure().orElseThrow();
    assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
    return failure;
  }

  private static void incompatible(String text, String word) {
    Failure<Plugin> failure = refusal(Guests.plugin(text));
    assertThat(failure.kind()).isEqualTo(FailureKind.PLUGIN_INCOMPATIBLE);
    assertThat(failure.detail()).contains(word);
  }

  @Test
  void anUnknownImportIsRefusedWithWhatTheHostOffers() {
    incompatible(
        Guests.command("(import \"env\" \"system\" (func (param i32)))", ""), "imports env.system");
    incompatible(
        Guests.command("(import \"rebe_2\" \"observe\" (func (param i32 i32) (result i32)))", ""),
        "rebe_1: observe, answer_read, log; wasi_snapshot_preview1: args_sizes_get");
  }

  @Test
  void anImportOfAnotherTypeIsRefused() {
    incompatible(Guests.command(Guests.wasi("fd_close", "(param i64) (result i32)"), ""), "i:i");
  }

  @Test
  void whatIsNoFunctionCannotBeImported() {
    incompatible("(module (import \"env\" \"memory\" (memory 1)))", "which is no function");
  }

  @Test
  void aModuleThatIsNoCommandIsRefused() {
    incompatible("(module (memory 1) (func (export \"main\")))", "_start");
  }

  @Test
  void moreThanOneMemoryIsRefused() {
    byte[] two = module(5, new byte[] {2, 0, 1, 0, 1});
    assertThat(refusal(two).detail()).contains("more than one memory");
  }

  @Test
  void sharedMemoryIsRefused() {
    assertThat(refusal(module(5, new byte[] {1, 3, 1, 1})).detail()).contains("without threads");
  }

  @Test
  void hugeTablesAreRefused() {
    incompatible(
        "(module (table 10000000 funcref) (func (export \"_start\")))", "10000000 entries");
  }

  @Test
  void garbageCollectedTypesAreRefused() {
    assertThat(refusal(module(1, new byte[] {1, 0x5F, 0})).kind())
        .isEqualTo(FailureKind.PLUGIN_INCOMPATIBLE);
  }

  @Test
  void exceptionsAreRefused() {
    assertThat(refusal(module(13, new byte[] {1, 0, 0})).detail()).contains("exceptions");
  }

  @Test
  void thousandsOfLocalsAreRefused() {
    incompatible(Guests.command("", "(local " + "i64 ".repeat(5001) + ")"), "5001 local variables");
  }

  @Test
  void aModuleWithoutManifestIsRefused() {
    Failure<Plugin> failure = refusal(Guests.assemble(Guests.command("", "")));
    assertThat(failure.kind()).isEqualTo(FailureKind.PLUGIN_INCOMPATIBLE);
    assertThat(failure.detail()).contains("rebe.plugin").contains("rebe plugin pack");
  }

  @Test
  void aManifestOfAnotherMajorOrANewerMinorVersionIsRefused() {
    for (String abi : new String[] {"2.0", "1.1"}) {
      Failure<Plugin> failure = refusal(withManifest("{\"abi\":\"" + abi + "\"" + REST));
      assertThat(failure.kind()).isEqualTo(FailureKind.PLUGIN_INCOMPATIBLE);
      assertThat(failure.detail()).contains(abi).contains("1.0 to 1.0");
    }
  }

  @Test
  @Tag("fault-61")
  void unknownFieldsOfAManifestAreIgnored() {
    assertThat(host.load(withManifest("{\"abi\":\"1.0\",\"new\":{\"a\":[1]}" + REST)).value())
        .isPresent();
  }

  @Test
  void aDamagedManifestIsMalformed() {
    for (String json : new String[] {"", "{", "[]", "{}", "{\"abi\":\"1\"" + REST, "null"}) {
      assertThat(refusal(withManifest(json)).kind())
          .as(json)
          .isEqualTo(FailureKind.PLUGIN_MALFORMED);
    }
  }

  @Test
  void aDeepManifestIsMalformed() {
    String deep = "{\"abi\":\"1.0\",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + REST;
    assertThat(refusal(withManifest(deep)).kind()).isEqualTo(FailureKind.PLUGIN_MALFORMED);
  }

  @Test
  @Tag("fault-55")
  void whatIsNoModuleIsMalformed() {
    for (byte[] bytes :
        new byte[][] {
          {}, {0}, "hello, world".getBytes(StandardCharsets.UTF_8), {0, 'a', 's', 'm', 2, 0, 0, 0}
        }) {
      assertThat(refusal(bytes).kind()).isEqualTo(FailureKind.PLUGIN_MALFORMED);
    }
  }

  @Test
  @Tag("fault-55")
  void countsThatLieAllocateNothing() {
    for (int section : new int[] {1, 2, 3, 4, 5, 6, 7, 9, 10, 11}) {
      byte[] lie = module(section, new byte[] {-1, -1, -1, -1, 0x0F});
      assertThat(refusal(lie).kind())
          .as("section %s", section)
          .isIn(FailureKind.PLUGIN_MALFORMED, FailureKind.PLUGIN_INCOMPATIBLE);
    }
  }

  @Test
  void aLargeModuleIsRefusedBeforeItIsRead() {
    assertThat(refusal(new byte[(1 << 20) + 1]).detail()).contains("1048577");
  }

  @Test
  void loadingHasItsOwnDeadline() {
    try (PluginHost hasty =
        PluginHost.builder(new LoadLimits(Duration.ofNanos(1), 1 << 20)).keptModules(0).build()) {
      byte[] module = Guests.plugin(Guests.command("", ""));
      Optional<Failure<Plugin>> late = Optional.empty();
      // Whoever waits may get to look only after it is loaded: that time it was not late
      for (int load = 0; late.isEmpty() && load < 1000; load++) {
        late = hasty.load(module).failure();
      }
      assertThat(late.orElseThrow().kind()).isEqualTo(FailureKind.PLUGIN_TIMED_OUT);
    }
  }

  private static final String REST = ",\"name\":\"x\",\"version\":\"1\",\"verbs\":[\"decode\"]}";

  private static byte[] withManifest(String json) {
    return ManifestSection.write(
        Guests.assemble(Guests.command("", "")), json.getBytes(StandardCharsets.UTF_8));
  }

  /** A module with one section. */
  private static byte[] module(int id, byte[] section) {
    byte[] module = new byte[10 + section.length];
    System.arraycopy(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, (byte) id}, 0, module, 0, 9);
    module[9] = (byte) section.length;
    System.arraycopy(section, 0, module, 10, section.length);
    return ManifestSection.write(
        module, ("{\"abi\":\"1.0\"" + REST).getBytes(StandardCharsets.UTF_8));
  }
}
