package dog.rebe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Command;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.outcome.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server may do on a channel, and what ends its connection. */
class ChannelRulesTest {

  private static final int LARGEST_PIECE = 32 * 1024;
  private static final int LEAST_WINDOW = 4 * 1024;

  @TempDir private Path folder;

  private static void data(ChannelSession channel, int length) throws IOException {
    Buffer buffer = RawServer.message(channel, SshConstants.SSH_MSG_CHANNEL_DATA);
    buffer.putBytes(new byte[length]);
    channel.getSession().writePacket(buffer);
  }

  private static void confirmation(ChannelSession channel) throws IOException {
    Buffer buffer = RawServer.message(channel, SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION);
    buffer.putUInt(0);
    buffer.putUInt(1 << 20);
    buffer.putUInt(LARGEST_PIECE);
    channel.getSession().writePacket(buffer);
  }

  private static void refusal(ChannelSession channel) throws IOException {
    Buffer buffer = RawServer.message(channel, SshConstants.SSH_MSG_CHANNEL_OPEN_FAILURE);
    buffer.putUInt(SshConstants.SSH_OPEN_RESOURCE_SHORTAGE);
    buffer.putString("no");
    buffer.putString("");
    channel.getSession().writePacket(buffer);
  }

  private static void lyingLength(ChannelSession channel) throws IOException {
    Buffer buffer = RawServer.message(channel, SshConstants.SSH_MSG_CHANNEL_DATA);
    buffer.putUInt(1000);
    buffer.putRawBytes(new byte[10]);
    channel.getSession().writePacket(buffer);
  }

  private ExchangeEnd run(RawServer.Answer answer) throws Exception {
    try (RawServer server = new RawServer(answer);
        SshTransport transport =
            server
                .transport(folder)
                .connection(ConnectionOptions.defaults().withWindowBytes(LEAST_WINDOW))
                .build()) {
      return Recorder.start(
              transport,
              server.node(),
              Command.of("true").readOnly().limits(Awaiting.unhurried(1 << 20)))
          .end();
    }
  }

  private static Map<String, RawServer.Answer> wrong() {
    Map<String, RawServer.Answer> answers = new LinkedHashMap<>();
    answers.put("opens a channel twice", ChannelRulesTest::confirmation);
    answers.put("refuses a channel that it has opened", ChannelRulesTest::refusal);
    answers.put("sends more than it may", channel -> data(channel, LEAST_WINDOW + 1));
    answers.put("sends too large a piece", channel -> data(channel, LARGEST_PIECE + 100));
    answers.put("sends less than it says", ChannelRulesTest::lyingLength);
    return Collections.unmodifiableMap(answers);
  }

  static List<String> wrongs() {
    return List.copyOf(wrong().keySet());
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void aServerLosesItsConnectionThat(String whatItDoes) throws Exception {
    assertThat(run(wrong().get(whatItDoes)))
        .isInstanceOfSatisfying(
            ExchangeEnd.Lost.class,
            lost -> assertThat(lost.kind()).isEqualTo(FailureKind.CONNECTION_LOST));
  }

  /** Its bytes are of no stream that we know: they are dropped, and their room is given back. */
  @Test
  void dataOfAnotherStreamIsDropped() throws Exception {
    ExchangeEnd end =
        run(
            channel -> {
              Buffer buffer =
                  RawServer.message(channel, SshConstants.SSH_MSG_CHANNEL_EXTENDED_DATA);
              buffer.putUInt(7);
              buffer.putBytes(new byte[LEAST_WINDOW]);
              channel.getSession().writePacket(buffer);
            });

    Ends.assertNotStarted(end, FailureKind.EXEC_REFUSED);
  }

  @Test
  void dataOfNoLengthIsNothing() throws Exception {
    Ends.assertNotStarted(run(channel -> data(channel, 0)), FailureKind.EXEC_REFUSED);
  }

  @Test
  void anUnknownRequestDoesNoHarm() throws Exception {
    ExchangeEnd end =
        run(
            channel -> {
              Buffer buffer = RawServer.message(channel, SshConstants.SSH_MSG_CHANNEL_REQUEST);
              buffer.putString("weather@example.org");
              buffer.putBoolean(true);
              channel.getSession().writePacket(buffer);
            });

    Ends.assertNotStarted(end, FailureKind.EXEC_REFUSED);
  }
}
