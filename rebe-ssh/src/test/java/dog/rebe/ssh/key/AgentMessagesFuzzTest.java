package dog.rebe.ssh.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of an SSH agent: keys and signatures, or a refusal; never more than was sent. */
final class AgentMessagesFuzzTest {

  static Stream<byte[]> seeds() {
    return Stream.of(
        message(12, 1, "ssh-ed25519", "me@host"),
        message(12, 2, "ssh-rsa", "", "x", "grüße"),
        message(12, Integer.MAX_VALUE, "", ""),
        message(12, -1),
        ByteBuffer.allocate(28)
            .put((byte) 14)
            .putInt(23)
            .putInt(11)
            .put("ssh-ed25519".getBytes(StandardCharsets.US_ASCII))
            .putInt(4)
            .putInt(7)
            .array(),
        new byte[] {5},
        new byte[] {12, 0, 0, 0, 1, -1, -1, -1, -1},
        new byte[0]);
  }

  private static byte[] message(int type, int count, String... fields) {
    ByteBuffer bytes = ByteBuffer.allocate(200).put((byte) type).putInt(count);
    for (String field : fields) {
      byte[] text = field.getBytes(StandardCharsets.UTF_8);
      bytes.putInt(text.length).put(text);
    }
    byte[] message = new byte[bytes.position()];
    bytes.flip().get(message);
    return message;
  }

  @MethodSource("seeds")
  @FuzzTest
  void areKeysAndSignaturesOrARefusal(byte[] answer) {
    try {
      List<AgentMessages.Identity> identities = AgentMessages.identities(answer);
      int bytes = 5;
      for (AgentMessages.Identity identity : identities) {
        bytes += 8 + identity.blob().remaining();
      }
      assertThat(bytes).isLessThanOrEqualTo(answer.length);
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    try {
      assertThat(AgentMessages.signature(answer, "ssh-ed25519")).hasSizeLessThan(answer.length);
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
