package dog.rebe.files;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.chronicle.ChronicleReader;
import dog.rebe.chronicle.EntryKind;
import dog.rebe.chronicle.JsonLinesChronicle;
import dog.rebe.command.Limits;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.execution.OutputChunk;
import dog.rebe.execution.OutputStreamName;
import dog.rebe.execution.StreamingCall;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transfers on their whole way: executor, chronicle, and this machine as the node. */
@Timeout(60)
class TransferByExecutorTest {

  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(20), 4096);

  @TempDir Path folder;

  @Test
  void putsGetsExplainsAndRecords() {
    Path record = folder.resolve("chronicle.jsonl");
    FilePath target = FilePath.of(folder.resolve("motd").toString());
    FilePath nowhere = FilePath.of(folder.resolve("none/motd").toString());
    byte[] hello = "hello\n".getBytes(StandardCharsets.UTF_8);
    try (LocalTransport transport = LocalTransport.create();
        JsonLinesChronicle chronicle = JsonLinesChronicle.open(record);
        CommandExecutor executor =
            CommandExecutor.builder().transport(transport).chronicle(chronicle).build()) {
      Outcome<FileReceipt> put =
          executor
              .start(
                  FileUpload.of(hello, target, FileMode.of("0640")).command(LIMITS), Node.local())
              .await();
      assertThat(put.failure()).isEmpty();

      Outcome<DownloadedFile> got =
          executor
              .start(FileDownload.of(target, 100).command(Duration.ofSeconds(20)), Node.local())
              .await();
      assertThat(got.value().orElseThrow().content()).isEqualTo(hello);
      assertThat(got.value().orElseThrow().receipt().mode()).isEqualTo(FileMode.of("0640"));

      Failure<FileReceipt> refused =
          executor
              .start(
                  FileUpload.of(hello, nowhere, FileMode.of("0640")).command(LIMITS), Node.local())
              .await()
              .failure()
              .orElseThrow();
      assertThat(refused.kind()).isEqualTo(FailureKind.PATH_FAILED);
      assertThat(refused.delivery()).isEqualTo(Delivery.COMPLETED);
      assertThat(refused.explanation().whatHappened()).contains("none/motd' is not there");
      assertThat(refused.explanation().whetherChanged()).isEqualTo("Nothing was changed.");
      assertThat(refused.explanation().nextStep()).doesNotContain("before you run this task again");
    }
    try (ChronicleReader reader = ChronicleReader.open(record)) {
      List<String> intents =
          reader
              .entries()
              .filter(recorded -> recorded.entry().kind() == EntryKind.INTENT)
              .map(recorded -> String.valueOf(recorded.entry().fields().get("command")))
              .toList();
      assertThat(intents).hasSize(3);
      assertThat(intents.get(0)).contains("rebe-put " + shortened(target));
      assertThat(intents.get(1)).contains("rebe-get " + shortened(target));
    }
  }

  private static String shortened(FilePath path) {
    String text = path.toString();
    return text.substring(0, Math.min(40, text.length()));
  }

  @Test
  void streamsAFileThatIsLargerThanAnyLimitOfMemory() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(3).nextBytes(content);
    Path source = Files.write(folder.resolve("source"), content);
    Path target = folder.resolve("target");
    FileDownload download = FileDownload.of(FilePath.of(source.toString()), 1L << 40);
    try (LocalTransport transport = LocalTransport.create();
        CommandExecutor executor = CommandExecutor.builder().transport(transport).build();
        IncomingFile incoming = IncomingFile.of(download, target)) {
      StreamingCall<CapturedOutput> call =
          executor.stream(download.streamed(Duration.ofSeconds(20)), Node.local());
      for (OutputChunk chunk : call.output().toIterable(4)) {
        if (chunk.stream() == OutputStreamName.STDOUT) {
          incoming.accept(chunk.bytes());
        }
      }
      assertThat(call.await().failure()).isEmpty();
      assertThat(incoming.finish().sizeBytes()).isEqualTo(3_000_000);
    }
    assertThat(target).hasBinaryContent(content);
  }
}
