package dog.rebe.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** What a node says of a transfer: the file as it was announced, or a refusal. */
final class TransferAnswerFuzzTest {

  @TempDir static Path folder;

  private static final FilePath PATH = FilePath.of("/etc/motd");
  private static final FileDownload DOWNLOAD = FileDownload.of(PATH, 64);

  static Stream<byte[]> seeds() {
    String digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    return Stream.of(
            "rebe-get 1 done 5 -rw-r--r-- 1700000000 " + digest + "\nhello",
            "rebe-get 1 done 5 -rw-r--r-- - " + digest + "\nhell",
            "rebe-get 1 done 999999999999999999 -rwsr-xr-t 99999999999 " + digest + "\n",
            "rebe-get 1 refused absent\n",
            "rebe-get 1 refused larger:9999\n",
            "rebe-get 1 refused size:9999999999999999999\n",
            "rebe-put 1 done -rw-r--r-- 1700000000 " + digest + "\n",
            "rebe-put 1 refused digest\n",
            "rebe-get 2 done x\n",
            "x".repeat(300))
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void isTheAnnouncedFileOrARefusal(byte[] bytes) throws IOException {
    DownloadedFile whole = decode(DOWNLOAD.command(Duration.ofSeconds(9)).decoder(), bytes);
    decode(
        FileUpload.of("hello".getBytes(StandardCharsets.UTF_8), PATH, FileMode.of("0644"))
            .command(Limits.of(Duration.ofSeconds(9), 9999))
            .decoder(),
        bytes);
    if (whole != null) {
      assertThat(whole.content()).hasSize((int) whole.receipt().sizeBytes());
    }
    byte[] streamed = streamed(bytes);
    assertThat(streamed).isEqualTo(whole == null ? null : whole.content());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static byte[] streamed(byte[] bytes) throws IOException {
    Path target = folder.resolve("target");
    Random random = new Random(Arrays.hashCode(bytes));
    try (IncomingFile file = IncomingFile.of(DOWNLOAD, target)) {
      for (int at = 0; at < bytes.length; ) {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(20));
        file.accept(Arrays.copyOfRange(bytes, at, end));
        at = end;
      }
      file.finish();
      return Files.readAllBytes(target);
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return null;
    } finally {
      Files.deleteIfExists(target);
    }
  }

  private static <T> T decode(Decoder<T> decoder, byte[] bytes) {
    try {
      return decoder.decode(
          new CapturedOutput(CapturedStream.of(bytes), CapturedStream.empty()), new ExitStatus(0));
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return null;
    }
  }
}
