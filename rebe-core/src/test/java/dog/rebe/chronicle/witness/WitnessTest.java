package dog.rebe.chronicle.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.note.Checkpoint;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class WitnessTest {

  private static final SigningKey KEY = SigningKey.generate("example.com/farm", new SecureRandom());
  private static final SigningKey WITNESS =
      SigningKey.generate("witness.example.com", new SecureRandom());
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path temporary;

  private static void append(ProvableChronicle chronicle, String text, int entries) {
    for (int i = 0; i < entries; i++) {
      chronicle.append(
          ChronicleEntry.of(Instant.EPOCH, EntryKind.INTENT, Map.of("text", text + i)),
          Durability.BUFFERED);
    }
    chronicle.checkpoint().toCompletableFuture().join();
  }

  /** That a witness takes what goes on, and refuses what was rolled back or rewritten. */
  private void assertWatches(Witness witness) throws IOException {
    Path folder = temporary.resolve("chronicle");
    try (ProvableChronicle chronicle = ProvableChronicle.open(folder, KEY)) {
      append(chronicle, "entry", 5);
      chronicle.show(witness);
      chronicle.show(witness);
      append(chronicle, "entry", 400);
      SignedNote answered = chronicle.show(witness);
      assertThat(Checkpoint.of(answered).size()).isEqualTo(406);
    }
    try (ProvableChronicle rewritten =
        ProvableChronicle.open(temporary.resolve("rewritten"), KEY)) {
      append(rewritten, "other", 100);
      assertThatThrownBy(() -> rewritten.show(witness))
          .isInstanceOf(RefusedByWitnessException.class)
          .hasMessageContaining("was rolled back");
      append(rewritten, "other", 500);
      assertThatThrownBy(() -> rewritten.show(witness))
          .isInstanceOf(RefusedByWitnessException.class)
          .hasMessageContaining("was rewritten");
    }
    try (ProvableChronicle chronicle = ProvableChronicle.open(folder, KEY)) {
      append(chronicle, "entry", 1);
      chronicle.show(witness);
    }
  }

  @Test
  @Tag("fault-46")
  void aFileRefusesWhatWasRolledBackOrRewritten() throws IOException {
    Path file = temporary.resolve("last.checkpoint");
    assertWatches(FileWitness.in(file, KEY.verifier()));
    assertThat(SignedNote.parse(Files.readAllBytes(file)).isSignedBy(KEY.verifier())).isTrue();
  }

  @Test
  void aFileWithAnythingElseIsRefused() throws IOException {
    Path file = temporary.resolve("last.checkpoint");
    SigningKey other = SigningKey.generate("example.com/farm", new SecureRandom());
    try (ProvableChronicle chronicle =
        ProvableChronicle.open(temporary.resolve("chronicle"), KEY)) {
      append(chronicle, "entry", 5);
      Files.writeString(file, "something else");
      assertThatThrownBy(() -> chronicle.show(FileWitness.in(file, KEY.verifier())))
          .hasMessageContaining("holds no checkpoint");
      Files.write(file, other.sign(chronicle.lastCheckpoint().orElseThrow().text()).bytes());
      assertThatThrownBy(() -> chronicle.show(FileWitness.in(file, KEY.verifier())))
          .hasMessageContaining("is not signed by");
    }
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process git =
        new ProcessBuilder(command).directory(temporary.toFile()).redirectErrorStream(true).start();
    git.getOutputStream().close();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as(said).isZero();
  }

  @Test
  @Tag("fault-46")
  void aGitServerRefusesWhatWasRolledBackOrRewritten() throws Exception {
    if (!Boolean.getBoolean("rebe.requireSystem")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "git is not there");
    }
    git("init", "--quiet", "--bare", "server.git");
    git("clone", "--quiet", "server.git", "clone");
    git("-C", "clone", "config", "user.name", "farm");
    git("-C", "clone", "config", "user.email", "farm@example.com");
    git("-C", "clone", "commit", "--quiet", "--allow-empty", "-m", "empty");
    git("-C", "clone", "push", "--quiet", "--set-upstream", "origin", "HEAD");
    assertWatches(
        GitWitness.in(temporary.resolve("clone"), "farm.checkpoint", KEY.verifier(), LIMIT));
    git("clone", "--quiet", "server.git", "elsewhere");
    SignedNote pushed =
        SignedNote.parse(Files.readAllBytes(temporary.resolve("elsewhere/farm.checkpoint")));
    assertThat(Checkpoint.of(pushed).size()).isEqualTo(408);
    assertThatThrownBy(() -> GitWitness.in(temporary, "../farm", KEY.verifier(), LIMIT))
        .hasMessageContaining("no plain name");
  }

  @Test
  @Tag("fault-46")
  void anHttpWitnessCosignsAndRefusesWhatWasRolledBackOrRewritten() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    WitnessServer.handle(server, KEY.verifier(), WITNESS);
    server.start();
    try {
      URI prefix = URI.create("http://localhost:" + server.getAddress().getPort() + "/w");
      HttpWitness witness =
          HttpWitness.at(
              HttpClient.newHttpClient(), prefix, WITNESS.verifier().forCosignatures(), LIMIT);
      assertWatches(witness);
      try (ProvableChronicle chronicle =
          ProvableChronicle.open(temporary.resolve("chronicle"), KEY)) {
        append(chronicle, "entry", 1);
        assertThat(chronicle.show(witness).isSignedBy(WITNESS.verifier().forCosignatures()))
            .isTrue();
        SigningKey other = SigningKey.generate("witness.example.com", new SecureRandom());
        HttpWitness impostor =
            HttpWitness.at(
                HttpClient.newHttpClient(), prefix, other.verifier().forCosignatures(), LIMIT);
        append(chronicle, "entry", 1);
        assertThatThrownBy(() -> chronicle.show(impostor)).hasMessageContaining("did not cosign");
        HttpWitness absent =
            HttpWitness.at(
                HttpClient.newHttpClient(),
                URI.create(prefix + "/nowhere"),
                WITNESS.verifier().forCosignatures(),
                LIMIT);
        assertThatThrownBy(() -> chronicle.show(absent)).hasMessageContaining("answered 404");
      }
    } finally {
      server.stop(0);
    }
    assertThatThrownBy(
            () ->
                HttpWitness.at(
                    HttpClient.newHttpClient(),
                    URI.create("http://localhost/"),
                    WITNESS.verifier(),
                    LIMIT))
        .hasMessageContaining("none that cosigns");
  }
}
