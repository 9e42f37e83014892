package dog.rebe.verify;

import dog.rebe.chronicle.ChronicleBundle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.ProvableOptions;
import dog.rebe.chronicle.note.SignedNote;
import dog.rebe.chronicle.note.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Chronicles to check. */
final class Sample {

  static final SigningKey KEY = SigningKey.generate("example.com/farm", new SecureRandom());

  private Sample() {}

  static TrustedKey trusted() {
    return TrustedKey.parse(KEY.verifier().toString());
  }

  static ProvableChronicle open(Path folder) {
    return ProvableChronicle.open(
        folder, KEY, ProvableOptions.defaults().withCheckpointPause(Duration.ofHours(1)));
  }

  /** Appends so many entries in one opening, which is an entry too; returns the last checkpoint. */
  static SignedNote grow(Path folder, int entries) {
    try (ProvableChronicle chronicle = open(folder)) {
      for (int i = 0; i < entries; i++) {
        chronicle
            .append(
                ChronicleEntry.of(
                    Instant.EPOCH,
                    EntryKind.OUTCOME,
                    Map.of("node", "node-" + i % 7, "text", "outcome " + i)),
                Durability.BUFFERED)
            .toCompletableFuture()
            .join();
      }
      return chronicle.checkpoint().toCompletableFuture().join();
    }
  }

  static Path bundle(Path folder, Path file) {
    ChronicleBundle.write(folder, file);
    return file;
  }
}
