package dog.rebe.facts;

import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.HeaderReader;
import dog.rebe.command.Limits;
import dog.rebe.command.LoweredCommand;
import dog.rebe.command.LoweredScript;
import dog.rebe.command.SecretValues;
import dog.rebe.command.ShellDialect;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The golden systems: for each a folder with what every member of the facts' batch prints there,
 * and in {@code exit} the members that do not end with 0.
 */
final class Systems {

  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(30), Facts.OUTPUT_BYTES);

  private Systems() {}

  static List<String> names() throws IOException {
    try (Stream<Path> folders = Files.list(folder())) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  static byte[] member(String system, Topic topic) throws IOException {
    return Files.readAllBytes(folder().resolve(system).resolve(topic.member()));
  }

  /** What the library makes of a system's answers, through header and frames. */
  static MachineFacts facts(String system) throws IOException, DecodeException {
    Map<Topic, byte[]> outputs = new HashMap<>();
    for (Topic topic : Topic.values()) {
      outputs.put(topic, member(system, topic));
    }
    return facts(outputs, exits(system));
  }

  /** What a connection that broke after this many bytes leaves. */
  static MachineFacts partial(Map<Topic, byte[]> outputs, int bytes) throws DecodeException {
    CapturedOutput whole = withoutHeader(answer(command(outputs.keySet()), outputs, Map.of()));
    byte[] cut = Arrays.copyOf(whole.stdout().bytes(), Math.min(bytes, whole.stdout().size()));
    return Facts.partial(
        new CapturedOutput(CapturedStream.of(cut), CapturedStream.empty()),
        outputs.keySet(),
        CLOCK);
  }

  static MachineFacts facts(Map<Topic, byte[]> outputs, Map<String, String> exits)
      throws DecodeException {
    Command<MachineFacts> command = command(outputs.keySet());
    return command
        .decoder()
        .decode(withoutHeader(answer(command, outputs, exits)), new ExitStatus(0));
  }

  private static Command<MachineFacts> command(Set<Topic> topics) {
    return Facts.command(LIMITS, topics, CLOCK);
  }

  private static byte[] answer(
      Command<MachineFacts> command, Map<Topic, byte[]> outputs, Map<String, String> exits) {
    LoweredCommand lowered = LoweredCommand.lower(command, SecretValues.none(), NONCE);
    LoweredScript.Start start =
        (LoweredScript.Start)
            LoweredScript.read(ShellDialect.ANY.commandLine(lowered)).orElseThrow();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(start.header(4711, "99"));
    for (String name : ((LoweredScript.Members) start.work()).names()) {
      Topic topic =
          Stream.of(Topic.values()).filter(t -> t.member().equals(name)).findAny().orElseThrow();
      answer.writeBytes(Objects.requireNonNull(outputs.get(topic)));
      String exit = exits.getOrDefault(name, "0");
      answer.writeBytes(
          exit.equals("late")
              ? start.memberLate(name)
              : start.memberEnd(name, Integer.parseInt(exit)));
    }
    answer.writeBytes(start.batchEnd());
    return answer.toByteArray();
  }

  /** Standard output as it is after the header. */
  private static CapturedOutput withoutHeader(byte[] answer) {
    ByteBuffer rest = new HeaderReader(NONCE).feed(ByteBuffer.wrap(answer));
    byte[] stdout = new byte[rest.remaining()];
    rest.get(stdout);
    return new CapturedOutput(CapturedStream.of(stdout), CapturedStream.empty());
  }

  private static Map<String, String> exits(String system) throws IOException {
    Path file = folder().resolve(system).resolve("exit");
    Map<String, String> exits = new HashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int space = line.indexOf(' ');
        exits.put(line.substring(0, space), line.substring(space + 1));
      }
    }
    return exits;
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(Systems.class.getResource("/systems")).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
