package dog.rebe.ssh.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.sshd.common.channel.RequestHandler.Result;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnaskedRequestsTest {

  @ParameterizedTest
  @CsvSource({
    "keepalive@openssh.com, true",
    "hostkeys-00@openssh.com, false",
    "hostkeys-prove-00@openssh.com, true",
    "tcpip-forward, true",
    "'', true"
  })
  void everyRequestOfAServerIsRefusedAndNoneOfItIsRead(String name, boolean wantReply)
      throws Exception {
    Buffer rest = new ByteArrayBuffer(new byte[] {1, 2, 3});

    Result result = new UnaskedRequests().process(null, name, wantReply, rest);

    assertThat(result).isEqualTo(Result.ReplyFailure);
    assertThat(rest.available()).isEqualTo(3);
  }
}
