package dog.rebe.benchmarks.protocol;

import com.google.protobuf.ByteString;
import dog.rebe.protocol.wire.Accepted;
import dog.rebe.protocol.wire.Argument;
import dog.rebe.protocol.wire.ArgumentList;
import dog.rebe.protocol.wire.Command;
import dog.rebe.protocol.wire.Effect;
import dog.rebe.protocol.wire.End;
import dog.rebe.protocol.wire.Execute;
import dog.rebe.protocol.wire.Exit;
import dog.rebe.protocol.wire.Frame;
import dog.rebe.protocol.wire.Impact;
import dog.rebe.protocol.wire.Limits;
import dog.rebe.protocol.wire.Node;
import dog.rebe.protocol.wire.Output;
import dog.rebe.protocol.wire.OutputStream;
import dog.rebe.protocol.wire.Repetition;

/** What one small call says in each direction. */
final class Messages {

  static final byte[] ANSWER = "6.1.0-18-amd64\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  static final Frame OUTPUT =
      Frame.newBuilder()
          .setOutput(
              Output.newBuilder()
                  .setCall(1_000)
                  .setStream(OutputStream.STDOUT)
                  .setData(ByteString.copyFrom(ANSWER)))
          .build();

  static final Frame ACCEPTED =
      Frame.newBuilder().setAccepted(Accepted.newBuilder().setCall(1_000)).build();

  static final Frame END =
      Frame.newBuilder()
          .setEnd(End.newBuilder().setCall(1_000).setExited(Exit.newBuilder().setStatus(0)))
          .build();

  private Messages() {}

  static Frame execute() {
    return Frame.newBuilder()
        .setExecute(
            Execute.newBuilder()
                .setCall(1_000)
                .setTimeLeftNanos(10_000_000_000L)
                .setNode(Node.newBuilder().setId("node"))
                .setCommand(
                    Command.newBuilder()
                        .setArguments(
                            ArgumentList.newBuilder()
                                .addArguments(literal("uname"))
                                .addArguments(literal("-r")))
                        .setEffect(
                            Effect.newBuilder()
                                .setImpact(Impact.NONE)
                                .setRepetition(Repetition.REPEATABLE))
                        .setLimits(
                            Limits.newBuilder()
                                .setDeadlineNanos(10_000_000_000L)
                                .setAttemptTimeoutNanos(10_000_000_000L)
                                .setGraceNanos(2_000_000_000L)
                                .setStdoutBytes(4_096)
                                .setStderrBytes(4_096))
                        .addAcceptedExits(0))
                .setNonce("0123456789abcdef")
                .setAttempt(1)
                .setDemand(Long.MAX_VALUE))
        .build();
  }

  private static Argument.Builder literal(String text) {
    return Argument.newBuilder().setLiteral(ByteString.copyFromUtf8(text));
  }
}
