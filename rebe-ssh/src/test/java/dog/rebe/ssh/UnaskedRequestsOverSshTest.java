package dog.rebe.ssh;

import static dog.rebe.ssh.Awaiting.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.outcome.FailureKind;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks whether somebody is there gets an answer at once. */
class UnaskedRequestsOverSshTest {

  @TempDir private Path folder;

  @Test
  void aRefusalIsASignOfLife() throws Exception {
    CompletableFuture<Integer> answered = new CompletableFuture<>();
    RawServer.Answer asks =
        channel -> {
          Session session = channel.getSession();
          Buffer request = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST, 64);
          request.putString("keepalive@openssh.com");
          request.putBoolean(true);
          session.request(
              request, "keepalive@openssh.com", (message, reply) -> answered.complete(message));
        };
    try (RawServer server = new RawServer(asks);
        SshTransport transport = server.transport(folder).build()) {
      Recorder run =
          Recorder.run(
              transport,
              server.node(),
              Command.of("true").readOnly().limits(Awaiting.unhurried(1024)));

      assertThat(answered.get(LONG.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(Integer.valueOf(SshConstants.SSH_MSG_REQUEST_FAILURE));
      Ends.assertNotStarted(run.end(), FailureKind.EXEC_REFUSED);
    }
  }
}
