package dog.rebe.ssh.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.HeaderReader;
import dog.rebe.command.Limits;
import dog.rebe.command.LoweredCommand;
import dog.rebe.command.SecretValues;
import dog.rebe.command.ShellDialect;
import dog.rebe.files.DownloadedFile;
import dog.rebe.files.FileDownload;
import dog.rebe.files.FileMode;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileReceipt;
import dog.rebe.files.FileUpload;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.ssh.testkit.PlainClient.Ended;
import dog.rebe.ssh.testkit.leak.LeakCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files go to an embedded node and come back by the same commands as on a real one. */
class TransfersTest {

  private static final String NONCE = "0123456789abcdef0123456789abcdef";
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Limits LIMITS = Limits.of(DEADLINE, 4096);

  @RegisterExtension final LeakCheck leaks = LeakCheck.strict();

  private EmbeddedNode node;
  private PlainClient client;

  @BeforeEach
  void start() throws IOException {
    EmbeddedFleet fleet =
        leaks.fleet(NodeDefinition.of("nas", SimulatedSystem.nas()).file("/srv/data/a", "aaa"));
    node = fleet.node("nas");
    client = leaks.closing(new PlainClient(fleet));
  }

  private <T> T run(Command<T> command, String input) throws IOException, DecodeException {
    LoweredCommand lowered = LoweredCommand.lower(command, SecretValues.none(), NONCE);
    String line = new String(ShellDialect.ANY.commandLine(lowered), StandardCharsets.UTF_8);
    try (ClientSession session = client.login(node)) {
      Ended ended = client.run(session, line, input);
      ByteBuffer own =
          new HeaderReader(NONCE)
              .feed(ByteBuffer.wrap(ended.out().getBytes(StandardCharsets.UTF_8)));
      byte[] output = new byte[own.remaining()];
      own.get(output);
      return command
          .decoder()
          .decode(
              new CapturedOutput(CapturedStream.of(output), CapturedStream.empty()),
              new ExitStatus(ended.status()));
    }
  }

  private FileReceipt put(String path, String content, String arriving)
      throws IOException, DecodeException {
    FileUpload upload =
        FileUpload.of(
            content.getBytes(StandardCharsets.UTF_8), FilePath.of(path), FileMode.of("0640"));
    return run(upload.command(LIMITS), arriving);
  }

  private DownloadedFile get(String path, long maxBytes) throws IOException, DecodeException {
    return run(FileDownload.of(FilePath.of(path), maxBytes).command(DEADLINE), "");
  }

  @Test
  void keepsWhatIsPutThere() throws Exception {
    assertThat(put("/srv/data/b", "some text\n", "some text\n").sizeBytes()).isEqualTo(10);
    DownloadedFile back = get("/srv/data/b", 100);
    assertThat(new String(back.content(), StandardCharsets.UTF_8)).isEqualTo("some text\n");
    assertThat(back.receipt().mode()).isEqualTo(FileMode.of("0640"));
    assertThat(client.run(node, "cat /srv/data/b").out()).isEqualTo("some text\n");
  }

  @Test
  void replacesAFileOfItsSystem() throws Exception {
    put("/etc/hostname", "other\n", "other\n");
    assertThat(client.run(node, "cat /etc/hostname").out()).isEqualTo("other\n");
  }

  @Test
  void takesRelativePathsAsInTheHomeOfTheLogin() throws Exception {
    put("note", "x", "x");
    assertThat(get("/home/robot/note", 10).content()).hasSize(1);
  }

  @Test
  void refusesWhatDidNotArriveWhole() {
    assertThatThrownBy(() -> put("/tmp/x", "whole", "who")).hasMessageContaining("3 bytes arrived");
    assertThatThrownBy(() -> put("/tmp/x", "whole", "whose")).hasMessageContaining("digest");
    assertThatThrownBy(() -> get("/tmp/x", 10)).hasMessageContaining("There is no");
  }

  @Test
  void refusesFoldersAndFilesThatAreTooLarge() {
    assertThatThrownBy(() -> put("/nowhere/x", "a", "a")).hasMessageContaining("not there");
    assertThatThrownBy(() -> put("/tmp", "a", "a")).hasMessageContaining("is a directory");
    assertThatThrownBy(() -> get("/srv/data", 10)).hasMessageContaining("no regular file");
    assertThatThrownBy(() -> get("/srv/data/a", 2)).hasMessageContaining("more than the limit");
  }
}
