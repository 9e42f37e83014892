package dog.rebe.examples.plugins;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.HeaderReader;
import dog.rebe.command.Limits;
import dog.rebe.command.LoweredCommand;
import dog.rebe.command.LoweredScript;
import dog.rebe.command.SecretValues;
import dog.rebe.command.ShellDialect;
import dog.rebe.facts.Facts;
import dog.rebe.facts.MachineFacts;
import dog.rebe.facts.Topic;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** What the library itself makes of what a node's script for a fact printed. */
final class BuiltInFacts {

  static final Limits LIMITS = Limits.of(Duration.ofMinutes(2), Facts.OUTPUT_BYTES);

  private static final String NONCE = "00112233445566778899aabbccddeeff";

  private BuiltInFacts() {}

  static MachineFacts of(Topic topic, byte[] printed) throws DecodeException {
    Command<MachineFacts> command = Facts.command(LIMITS, Set.of(topic), Clock.systemUTC());
    LoweredCommand lowered = LoweredCommand.lower(command, SecretValues.none(), NONCE);
    LoweredScript.Start start =
        (LoweredScript.Start)
            LoweredScript.read(ShellDialect.ANY.commandLine(lowered)).orElseThrow();
    String member = ((LoweredScript.Members) start.work()).names().get(0);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(start.header(4711, "99"));
    answer.writeBytes(printed);
    answer.writeBytes(start.memberEnd(member, 0));
    answer.writeBytes(start.batchEnd());
    ByteBuffer rest = new HeaderReader(NONCE).feed(ByteBuffer.wrap(answer.toByteArray()));
    byte[] stdout = new byte[rest.remaining()];
    rest.get(stdout);
    return command
        .decoder()
        .decode(
            new CapturedOutput(CapturedStream.of(stdout), CapturedStream.empty()),
            new ExitStatus(0));
  }
}
