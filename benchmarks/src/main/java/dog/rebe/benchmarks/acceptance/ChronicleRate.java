package dog.rebe.benchmarks.acceptance;

import dog.rebe.chronicle.Chronicle;
import dog.rebe.chronicle.ChronicleBundle;
import dog.rebe.chronicle.ChronicleEntry;
import dog.rebe.chronicle.Durability;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.chronicle.ProvableChronicle;
import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.verify.ChronicleCheck;
import dog.rebe.verify.Findings;
import dog.rebe.verify.TrustedKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * How many entries a second are on the device when many wait at once, against appending and forcing
 * each by itself; and how long the verifier takes for all of them.
 */
public final class ChronicleRate {

  private static final int BAR_ENTRIES_PER_SECOND = 20_000;
  private static final int BAR_VERIFIED = 1_000_000;
  private static final Duration BAR_VERIFICATION = Duration.ofSeconds(10);
  private static final int WAITING = 4_096;
  private static final int BARE_APPENDS = 1_000;
  private static final int ENTRY_BYTES = 300;

  private ChronicleRate() {}

  /** Arguments: an empty folder, and how many entries. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    int entries = Integer.parseInt(arguments[1]);
    SigningKey key = SigningKey.generate("example.com/benchmark", new SecureRandom());

    double bare = bareAppendsPerSecond(folder.resolve("bare"));
    long started = System.nanoTime();
    double waited;
    try (ProvableChronicle chronicle = ProvableChronicle.open(folder.resolve("chronicle"), key)) {
      append(chronicle, entries);
      waited = secondsSince(started);
    }
    double closed = secondsSince(started);
    double rate = entries / waited;
    boolean fast = rate >= BAR_ENTRIES_PER_SECOND;
    new Bar(
            "at least 20,000 entries a second, each forced, %,d waiting at once".formatted(WAITING),
            "%,.0f a second, %.1f times bare appends with fsync (%,.0f); %,.0f a second with the"
                    .formatted(rate, rate / bare, bare, entries / closed)
                + " whole tree and the last checkpoint",
            fast)
        .print();

    Path bundle = folder.resolve("bundle");
    ChronicleBundle.write(folder.resolve("chronicle"), bundle);
    long began = System.nanoTime();
    Findings findings =
        ChronicleCheck.with(TrustedKey.parse(key.verifier().toString())).run(bundle);
    double seconds = secondsSince(began);
    boolean verified =
        findings.isProven()
            && seconds * BAR_VERIFIED / entries < BAR_VERIFICATION.toSeconds()
            && findings.entries() == entries + 1;
    new Bar(
            "1,000,000 entries verified within 10 s",
            "%,d in %.1f s, proven: %s".formatted(entries, seconds, findings.isProven()),
            verified)
        .print();
    System.exit(fast && verified ? 0 : 1);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static double bareAppendsPerSecond(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long started = System.nanoTime();
      for (int i = 0; i < BARE_APPENDS; i++) {
        channel.write(ByteBuffer.allocate(ENTRY_BYTES));
        channel.force(false);
      }
      return BARE_APPENDS / secondsSince(started);
    }
  }

  private static void append(Chronicle chronicle, int entries) throws InterruptedException {
    Semaphore places = new Semaphore(WAITING);
    for (int i = 0; i < entries; i++) {
      places.acquire();
      ChronicleEntry entry =
          ChronicleEntry.of(
              Instant.ofEpochMilli(1_800_000_000_000L + i),
              EntryKind.INTENT,
              Map.of(
                  "call",
                  "benchmark-" + i,
                  "command",
                  "systemctl restart service-" + i % 100,
                  "effect",
                  "changes/repeatable",
                  "node",
                  "node-" + i % 10_000));
      chronicle
          .append(entry, Durability.FORCED)
          .whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  System.err.println(
                      "The chronicle did not take an entry: " + failure.getMessage());
                  Runtime.getRuntime().halt(1);
                }
                places.release();
              });
    }
    places.acquire(WAITING);
  }
}
