package dog.rebe.sandbox.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.change.Digest;
import dog.rebe.outcome.FailureKind;
import dog.rebe.sandbox.LoadLimits;
import dog.rebe.sandbox.PluginHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages, signatures, trust and the store. */
final class PackagesTest {

  /** {@code (module (memory 1) (func (export "_start")))}. */
  private static final byte[] MODULE =
      HexFormat.of()
          .parseHex(
              "0061736d01000000"
                  + "010401600000"
                  + "03020100"
                  + "0503010001"
                  + "070a01065f73746172740000"
                  + "0a040102000b");

  private static final String MANIFEST =
      "{\"abi\":\"1.0\",\"name\":\"thing\",\"version\":\"1.2\",\"verbs\":[\"decode\"]}";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey ALICE = SigningKey.generate(RANDOM);
  private static final SigningKey MALLORY = SigningKey.generate(RANDOM);

  private static PluginPackage packed(String manifest) throws PackageException {
    return PluginPackage.pack(
        MODULE, manifest.getBytes(StandardCharsets.UTF_8), "Do what you like.");
  }

  private static PluginPackage packed() throws PackageException {
    return packed(MANIFEST);
  }

  // ---- The file

  @Test
  void aPackageIsReadBackWhole() throws PackageException {
    PluginPackage plugin = packed().sign(ALICE);
    PluginPackage read = PluginPackage.read(plugin.write());
    assertThat(read.manifest().name()).isEqualTo("thing");
    assertThat(read.licence()).isEqualTo("Do what you like.");
    assertThat(read.digest()).isEqualTo(plugin.digest());
    assertThat(read.signatures()).isEqualTo(plugin.signatures()).hasSize(1);
    assertThat(read.module()).startsWith(MODULE);
  }

  @Test
  void theSameContentGivesTheSameBytes() throws PackageException {
    assertThat(packed().sign(ALICE).write()).isEqualTo(packed().sign(ALICE).write());
    assertThat(packed().digest()).isNotEqualTo(packed(MANIFEST.replace("1.2", "1.3")).digest());
  }

  @Test
  void packingAgainReplacesTheManifest() throws PackageException {
    PluginPackage again =
        PluginPackage.pack(
            packed().module(), MANIFEST.replace("1.2", "1.3").getBytes(StandardCharsets.UTF_8), "");
    assertThat(again.manifest().version()).isEqualTo("1.3");
    assertThat(again.module()).hasSameSizeAs(packed().module());
  }

  @Test
  void whatIsNoModuleOrManifestIsNotPacked() {
    byte[] manifest = MANIFEST.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> PluginPackage.pack(new byte[] {1, 2}, manifest, ""))
        .isInstanceOf(PackageException.class);
    assertThatThrownBy(() -> PluginPackage.pack(MODULE, new byte[] {'{'}, ""))
        .isInstanceOf(PackageException.class)
        .hasMessageContaining("manifest");
  }

  @Test
  void everyFlippedBitIsFound() throws PackageException {
    byte[] whole = packed().sign(ALICE).write();
    PluginTrust trust = PluginTrust.of(Set.of(ALICE.owner()));
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      assertThatThrownBy(() -> trust.vouching(PluginPackage.read(damaged)))
          .as("byte %s", i)
          .isInstanceOf(PackageException.class);
    }
  }

  @Test
  @Tag("fault-57")
  void randomDamageIsAnExceptionOfOurs() throws PackageException {
    byte[] whole = packed().sign(ALICE).write();
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 5));
      for (int change = random.nextInt(4); change > 0 && damaged.length > 0; change--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        PluginPackage.read(damaged);
      } catch (PackageException expected) {
        assertThat(expected).hasMessageNotContaining("Exception");
      }
    }
  }

  @Test
  void signaturesOfOtherToolsAreKept() throws PackageException {
    PluginPackage plugin = packed().sign(ALICE);
    Envelope with =
        new Envelope(
            Contents.TYPE,
            plugin.envelope().payload(),
            List.of(plugin.signatures().get(0), new PackageSignature("cosign", "k", "c2ln")));
    PluginPackage read =
        PluginPackage.of(
            with.write(), plugin.parts().get(0), plugin.parts().get(1), plugin.parts().get(2));
    assertThat(PluginPackage.read(read.write()).signatures()).hasSize(2);
    assertThat(PluginTrust.of(Set.of(ALICE.owner())).vouching(read)).isEqualTo(ALICE.owner());
  }

  // ---- Trust

  @Test
  void onlyATrustedSignatureVouches() throws PackageException {
    PluginTrust trust = PluginTrust.of(Set.of(ALICE.owner()));
    assertThat(trust.vouching(packed().sign(MALLORY).sign(ALICE))).isEqualTo(ALICE.owner());
    assertThatThrownBy(() -> trust.vouching(packed())).hasMessageContaining("not signed");
    assertThatThrownBy(() -> trust.vouching(packed().sign(MALLORY)))
        .hasMessageContaining("nobody who is trusted");
    assertThatThrownBy(() -> PluginTrust.of(Set.of()).vouching(packed().sign(ALICE)))
        .isInstanceOf(PackageException.class);
  }

  @Test
  void aSignatureUnderAnotherNameVouchesForNobody() throws PackageException {
    PluginPackage plugin = packed().sign(MALLORY);
    PackageSignature stolen =
        new PackageSignature("ed25519", ALICE.owner().id(), plugin.signatures().get(0).value());
    Envelope forged = new Envelope(Contents.TYPE, plugin.envelope().payload(), List.of(stolen));
    assertThat(forged.signer(Set.of(ALICE.owner()))).isEmpty();
  }

  @Test
  void aListOfRevocationsIsNoPackage() throws PackageException {
    byte[] list = new Revocations(1, Set.of(), Set.of()).sign(ALICE);
    assertThatThrownBy(() -> PluginPackage.envelope(list)).hasMessageContaining("revocations");
    assertThatThrownBy(
            () ->
                PluginTrust.of(Set.of(ALICE.owner()))
                    .revoking(packed().sign(ALICE).envelopeBytes()))
        .isInstanceOf(PackageException.class);
  }

  @Test
  void revokedPackagesAndKeysVouchForNothing() throws PackageException {
    PluginPackage plugin = packed().sign(ALICE).sign(MALLORY);
    PluginTrust trust = PluginTrust.of(Set.of(ALICE.owner(), MALLORY.owner()));
    PluginTrust without =
        trust.revoking(new Revocations(1, Set.of(), Set.of(plugin.digest())).sign(ALICE));
    assertThatThrownBy(() -> without.vouching(plugin)).hasMessageContaining("was revoked");
    PluginTrust noMallory =
        trust.revoking(new Revocations(1, Set.of(MALLORY.owner().id()), Set.of()).sign(ALICE));
    assertThat(noMallory.vouching(plugin)).isEqualTo(ALICE.owner());
    assertThatThrownBy(() -> noMallory.vouching(packed().sign(MALLORY)))
        .hasMessageContaining("key that signed the package was revoked");
    assertThatThrownBy(
            () -> noMallory.revoking(new Revocations(2, Set.of(), Set.of()).sign(MALLORY)))
        .as("a revoked key cannot take its revocation back")
        .hasMessageContaining("nobody");
  }

  @Test
  void anOlderListOfRevocationsIsRefused() throws PackageException {
    byte[] first = new Revocations(1, Set.of(), Set.of()).sign(ALICE);
    byte[] second = new Revocations(2, Set.of(), Set.of()).sign(ALICE);
    PluginTrust trust = PluginTrust.of(Set.of(ALICE.owner())).revoking(second);
    assertThatThrownBy(() -> trust.revoking(first)).hasMessageContaining("serial 1");
    assertThatThrownBy(() -> trust.revoking(second)).hasMessageContaining("known already");
  }

  @Test
  void keysAreReadAsTheyAreWritten() throws PackageException {
    assertThat(OwnerKey.parse(ALICE.owner().toString())).isEqualTo(ALICE.owner());
    assertThat(SigningKey.parse(ALICE.pem(), ALICE.owner()).owner()).isEqualTo(ALICE.owner());
    assertThat(ALICE.toString()).doesNotContain("PRIVATE");
    assertThatThrownBy(() -> SigningKey.parse(ALICE.pem(), MALLORY.owner()))
        .hasMessageContaining("does not belong");
    for (String text : new String[] {"", "ed25519:", "ed25519:AAAA", "rsa:AAAA", "ed25519:!"}) {
      assertThatThrownBy(() -> OwnerKey.parse(text)).isInstanceOf(PackageException.class);
    }
  }

  @Test
  void onlyTrustedPackagesAreLoaded() throws PackageException {
    try (PluginHost host =
        PluginHost.builder(new LoadLimits(Duration.ofMinutes(2), 1 << 20)).build()) {
      TrustedPlugins plugins = new TrustedPlugins(host, PluginTrust.of(Set.of(ALICE.owner())));
      assertThat(plugins.load(packed().sign(ALICE)).value().orElseThrow().manifest().name())
          .isEqualTo("thing");
      assertThat(plugins.load(packed()).failure().orElseThrow())
          .satisfies(
              failure -> {
                assertThat(failure.kind()).isEqualTo(FailureKind.PLUGIN_UNTRUSTED);
                assertThat(failure.explanation().headline())
                    .isEqualTo("We do not trust the add-on thing.");
              });
    }
  }

  // ---- The store

  @Test
  void whatWasInstalledIsReadBack(@TempDir Path folder) throws Exception {
    PluginStore store = PluginStore.open(folder);
    PluginPackage plugin = packed().sign(ALICE);
    Digest digest = store.install(plugin);
    assertThat(PluginStore.open(folder).list()).containsExactly(digest);
    assertThat(store.read(digest).write()).isEqualTo(plugin.write());
    assertThatThrownBy(() -> store.read(new Digest("0".repeat(64))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aDamagedFileOfTheStoreIsFound(@TempDir Path folder) throws Exception {
    PluginStore store = PluginStore.open(folder);
    Digest digest = store.install(packed());
    try (var blobs = Files.list(folder.resolve("blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        byte[] whole = Files.readAllBytes(blob);
        byte[] damaged = whole.clone();
        damaged[0]++;
        Files.write(blob, damaged);
        assertThatThrownBy(() -> store.read(digest)).isInstanceOf(PackageException.class);
        Files.write(blob, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> store.read(digest)).isInstanceOf(PackageException.class);
        Files.write(blob, whole);
      }
    }
    assertThat(store.read(digest).manifest().name()).isEqualTo("thing");
  }

  @Test
  void installingAgainMendsTheStore(@TempDir Path folder) throws Exception {
    PluginStore store = PluginStore.open(folder);
    Digest digest = store.install(packed());
    try (var blobs = Files.list(folder.resolve("blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        Files.write(blob, new byte[] {1});
      }
    }
    store.install(packed());
    assertThat(store.read(digest).manifest().name()).isEqualTo("thing");
  }

  @Test
  void pinnedPackagesAreKeptAndOthersCollected(@TempDir Path folder) throws Exception {
    PluginStore store = PluginStore.open(folder);
    Digest kept = store.install(packed());
    Digest other = store.install(packed(MANIFEST.replace("1.2", "1.3")));
    Files.write(folder.resolve("tmp/left-over"), new byte[] {1});
    store.unpin(kept);
    store.pin(kept);
    store.unpin(other);
    assertThat(store.collect()).containsExactly(other);
    assertThat(store.list()).containsExactly(kept);
    assertThat(store.read(kept).manifest().version()).isEqualTo("1.2");
    try (var left = Files.list(folder.resolve("blobs/sha256"));
        var temporary = Files.list(folder.resolve("tmp"))) {
      assertThat(left).hasSize(3);
      assertThat(temporary).isEmpty();
    }
    store.unpin(kept);
    store.unpin(kept);
    assertThat(store.collect()).containsExactly(kept);
    assertThatThrownBy(() -> store.pin(kept)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void manyAtOnceUseOneFolder(@TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    PluginStore store = PluginStore.open(folder);
    try {
      List<CompletableFuture<Digest>> installed = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        PluginPackage plugin = packed(MANIFEST.replace("1.2", "1." + i % 6));
        installed.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    Digest digest = store.install(plugin);
                    store.collect();
                    return store.read(digest).digest();
                  } catch (IOException | PackageException e) {
                    throw new IllegalStateException(e);
                  }
                },
                threads));
      }
      for (CompletableFuture<Digest> one : installed) {
        // First wait, then look: a list that was read before may well be without it
        Digest there = one.get(120, TimeUnit.SECONDS);
        assertThat(store.list()).contains(there);
      }
      assertThat(store.list()).hasSize(6);
    } finally {
      threads.shutdownNow();
    }
  }
}
