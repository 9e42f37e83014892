package dog.rebe.sandbox.previewer;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.dryrun.DryRuns;
import dog.rebe.execution.CommandExecutor;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.node.Node;
import dog.rebe.outcome.FailureKind;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.PreviewText;
import dog.rebe.ssh.Credential;
import dog.rebe.ssh.HostTrust;
import dog.rebe.ssh.SshTransport;
import dog.rebe.ssh.testkit.OpenSshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server that keeps folders from us: {@code sftp-server -P} refuses to open them. */
class UnreadableTest {

  private static final Path SFTP_SERVER = Path.of("/usr/lib/openssh/sftp-server");
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path temporary;

  @Test
  void aFolderThatMayNotBeReadIsNamedAndNotGuessed() throws Exception {
    SystemTools.require(SFTP_SERVER);
    Path folder = Files.createDirectories(temporary.toRealPath().resolve("kept/secret"));
    try (OpenSshServer server =
        OpenSshServer.start(
            temporary.resolve("server"), "Subsystem sftp " + SFTP_SERVER + " -P opendir")) {
      Node node = Node.of("node", server.endpoint());
      try (SshTransport ssh =
              SshTransport.builder()
                  .hostTrust(HostTrust.pinned(Map.of(node.id(), server.fingerprint())))
                  .credentials(Credential.keyFile(server.identity()))
                  .build();
          CommandExecutor executor = CommandExecutor.builder().transport(ssh).build()) {
        try (FileView files = executor.openFiles(node, LONG).value().orElseThrow()) {
          FilePath path = FilePath.of(folder.toString());
          assertThat(files.list(path, 10, LONG).failure().orElseThrow().kind())
              .isEqualTo(FailureKind.PATH_FORBIDDEN);
          assertThat(
                  files
                      .stat(path.resolve(FilePath.of("none")), LONG)
                      .failure()
                      .orElseThrow()
                      .kind())
              .isEqualTo(FailureKind.PATH_NOT_FOUND);
        }
        CommandPreview preview =
            MachinePreviewer.of(
                    executor,
                    CommandPreviewer.of(Clock.systemUTC()),
                    DryRuns.standard(),
                    PreviewLimits.of(LONG, 1 << 20, 1000, 1 << 20))
                .preview(
                    Command.of("rm", "-r", folder.toString())
                        .destroys(Repetition.ONCE)
                        .limits(Limits.of(LONG, 4096)),
                    node)
                .value()
                .orElseThrow();

        assertThat(preview.isWhole()).isFalse();
        assertThat(preview.unreadable()).containsExactly(FilePath.of(folder.toString()));
        assertThat(PreviewText.lines(preview, 10))
            .contains("Not readable for this login: " + folder);
        assertThat(preview.sentence()).contains("this login may not read " + folder);
      }
    }
  }
}
