package dog.rebe.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {

  private final FailingFile file = new FailingFile();

  private JsonLinesChronicle open() {
    return JsonLinesChronicle.over(file, ChronicleOptions.defaults());
  }

  private static ChronicleEntry entry(String text) {
    return ChronicleEntry.of(Instant.EPOCH, EntryKind.INTENT, Map.of("text", text));
  }

  private static CompletableFuture<Void> forced(Chronicle chronicle, String text) {
    return chronicle.append(entry(text), Durability.FORCED).toCompletableFuture();
  }

  @Test
  void forcesOnceForAllThatWait() throws InterruptedException {
    JsonLinesChronicle chronicle = open();
    file.stallForces();
    CompletableFuture<Void> first = forced(chronicle, "first");
    file.awaitStalled();
    List<CompletableFuture<Void>> others = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      others.add(forced(chronicle, "entry " + i));
    }
    assertThat(first).isNotDone();
    assertThat(others).noneMatch(CompletableFuture::isDone);

    file.goOn();
    first.join();
    others.forEach(CompletableFuture::join);
    assertThat(file.forces).hasValue(2);
    assertThat(file.lines()).isEqualTo(101);
    chronicle.close();
  }

  @Test
  void neverBlocksWhileTheDeviceStalls() throws InterruptedException {
    JsonLinesChronicle chronicle = open();
    file.stallForces();
    CompletableFuture<Void> first = forced(chronicle, "first");
    file.awaitStalled();
    assertThat(first).isNotDone();
    assertThat(chronicle.append(entry("buffered"), Durability.BUFFERED).toCompletableFuture())
        .isCompleted();
    assertThat(forced(chronicle, "forced")).isNotDone();
    file.goOn();
    chronicle.close();
    assertThat(file.lines()).isEqualTo(3);
  }

  @Test
  void refusesWhatDoesNotFitIntoTheQueueAndRecordsThat() throws InterruptedException {
    JsonLinesChronicle chronicle =
        JsonLinesChronicle.over(
            file, ChronicleOptions.defaults().withMaxEntryBytes(1024).withMaxWaitingBytes(4096));
    file.stallForces();
    CompletableFuture<Void> first = forced(chronicle, "first");
    file.awaitStalled();
    assertThat(first).isNotDone();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(forced(chronicle, "x".repeat(400)));
    }
    long refused = all.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    assertThat(refused).isBetween(40L, 46L);
    file.goOn();
    chronicle.close();
    assertThat(file.text()).contains("{\"alert\":\"entries-refused\",\"entries\":" + refused + "}");
    assertThat(all.stream().filter(stage -> !stage.isCompletedExceptionally()))
        .allMatch(CompletableFuture::isDone);
  }

  @Test
  @Tag("fault-41")
  void failsClosedOnceTheDiskIsFull() {
    JsonLinesChronicle chronicle = open();
    forced(chronicle, "fits").join();
    file.diskFull.set(true);
    assertPoisoned(forced(chronicle, "does not fit"), "No space left on device");

    file.diskFull.set(false);
    assertPoisoned(forced(chronicle, "later"), "No space left on device");
    assertPoisoned(
        chronicle.append(entry("read-only"), Durability.BUFFERED).toCompletableFuture(),
        "takes no more entries");
    assertThat(file.lines()).as("nothing is written after a failure").isEqualTo(2);
    assertThatThrownBy(chronicle::close).isInstanceOf(ChronicleException.class);
    assertThat(file.closed).isTrue();
  }

  @Test
  @Tag("fault-43")
  void isPoisonedByAForceThatFails() throws InterruptedException {
    JsonLinesChronicle chronicle = open();
    file.stallForces();
    file.forceFails.set(true);
    CompletableFuture<Void> first = forced(chronicle, "first");
    file.awaitStalled();
    CompletableFuture<Void> waiting = forced(chronicle, "waiting");
    file.goOn();
    assertPoisoned(first, "Input/output error");
    assertPoisoned(waiting, "Input/output error");

    file.forceFails.set(false);
    assertPoisoned(forced(chronicle, "later"), "Input/output error");
    assertThat(file.forces).as("an fsync is not tried again").hasValue(1);
    assertThatThrownBy(chronicle::close).hasMessageContaining("Input/output error");
  }

  @Test
  @Tag("fault-43")
  void saysAtCloseThatBufferedEntriesWereLost() {
    JsonLinesChronicle chronicle = open();
    file.forceFails.set(true);
    assertThat(chronicle.append(entry("buffered"), Durability.BUFFERED).toCompletableFuture())
        .isCompleted();
    assertThatThrownBy(chronicle::close).isInstanceOf(ChronicleException.class);
    assertThatCode(chronicle::close).doesNotThrowAnyException();
  }

  @Test
  void forcesWhatIsBufferedAtClose() {
    JsonLinesChronicle chronicle = open();
    chronicle.append(entry("buffered"), Durability.BUFFERED);
    chronicle.close();
    assertThat(file.lines()).isEqualTo(1);
    assertThat(file.forces.get()).isGreaterThanOrEqualTo(1);
    assertPoisoned(forced(chronicle, "late"), "is closed");
  }

  @Test
  void refusesAnEntryThatIsTooLargeOrNoJsonAndGoesOn() {
    JsonLinesChronicle chronicle = open();
    assertPoisoned(forced(chronicle, "x".repeat(70_000)), "record a digest");
    ChronicleEntry odd =
        ChronicleEntry.of(Instant.EPOCH, EntryKind.INTENT, Map.of("half", (Object) 0.5));
    assertPoisoned(
        chronicle.append(odd, Durability.FORCED).toCompletableFuture(), "java.lang.Double");
    forced(chronicle, "x".repeat(65_300)).join();
    chronicle.close();
    assertThat(file.lines()).isEqualTo(1);
    assertThat(file.text().length()).isLessThanOrEqualTo(65_535);
  }

  @Test
  void keepsTheInterruptFlagWhileClosing() {
    JsonLinesChronicle chronicle = open();
    chronicle.append(entry("buffered"), Durability.BUFFERED);
    Thread.currentThread().interrupt();
    chronicle.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file.lines()).isEqualTo(1);
  }

  private static void assertPoisoned(CompletableFuture<Void> stage, String reason) {
    assertThatThrownBy(stage::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(ChronicleException.class)
        .hasMessageContaining(reason);
  }
}
