package dog.rebe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.change.CommandDigest;
import dog.rebe.command.Command;
import dog.rebe.command.Impact;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.execution.local.LocalTransport;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.protocol.carrier.AgentProgram;
import dog.rebe.protocol.carrier.UnixSockets;
import dog.rebe.protocol.identity.EnrolledPeers;
import dog.rebe.protocol.identity.PeerKey;
import dog.rebe.protocol.negotiation.SessionOptions;
import dog.rebe.ssh.SshTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client in Python under examples, which has none of our code, against a real agent. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class PythonClientTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @TempDir private Path folder;

  private LocalTransport local;
  private Agent agent;
  private Path socket;

  @BeforeEach
  void serve() throws IOException {
    if (!Boolean.getBoolean("rebe.requireSystem")) {
      assumeTrue(Files.isExecutable(PYTHON), PYTHON + " is not there");
    }
    local = LocalTransport.create();
    agent =
        Agent.serving(local)
            .nodes(List.of(Node.local()))
            .policy(AgentRules.readOnly().upTo(Impact.CHANGES))
            .build();
    socket = folder.resolve("agent");
    agent.listen(UnixSockets.listen(socket));
  }

  @AfterEach
  void close() {
    if (agent != null) {
      agent.close();
      local.close();
    }
  }

  private record Ran(int status, String out, String err) {}

  private Ran python(byte[] input, String... words) throws Exception {
    return python(input, Map.of(), words);
  }

  private Ran python(byte[] input, Map<String, String> environment, String... words)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-B"));
    command.addAll(List.of(words));
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(client().toFile()).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().write(input);
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out, Files.readString(errors));
  }

  private static Path client() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("examples/protocol-client"))) {
      here = here.getParent();
    }
    return here.resolve("examples/protocol-client");
  }

  @Test
  void keepsToTheCompatibilityKit() throws Exception {
    Ran ran = python(new byte[0], "-m", "unittest");

    assertThat(ran.err()).contains("OK");
    assertThat(ran.status()).isZero();
  }

  @Test
  void runsACommandOnANode() throws Exception {
    Ran ran =
        python(
            new byte[0],
            "run.py",
            "unix:" + socket,
            "localhost",
            "--seconds",
            "60",
            "--",
            "sh",
            "-c",
            "echo \"$1\"; echo bad >&2; exit 3",
            "sh",
            "it's $HOME");

    assertThat(ran).isEqualTo(new Ran(3, "it's $HOME\n", "bad\n"));
  }

  @Test
  void sendsInputThatIsLongerThanAFrameMayBe() throws Exception {
    Ran ran =
        python(
            new byte[3_000_000],
            "run.py",
            "unix:" + socket,
            "localhost",
            "--seconds",
            "60",
            "--",
            "wc",
            "-c");

    assertThat(ran.out().strip()).isEqualTo("3000000");
  }

  @Test
  void readsMoreThanTheWindow() throws Exception {
    Ran ran =
        python(
            new byte[0],
            "run.py",
            "unix:" + socket,
            "localhost",
            "--seconds",
            "60",
            "--",
            "head",
            "-c",
            "9000000",
            "/dev/zero");

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).hasSize(9_000_000);
  }

  @Test
  void hearsWhatTheAgentRefuses() throws Exception {
    Ran ran =
        python(
            new byte[0],
            "run.py",
            "unix:" + socket,
            "localhost",
            "--impact",
            "destroys",
            "--",
            "true");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("not_started").contains("exec-refused");
  }

  @Test
  void startsAnAgentItself() throws Exception {
    String command =
        AgentProgram.command().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Ran ran =
        python(
            new byte[0],
            "run.py",
            "exec:" + command,
            "localhost",
            "--seconds",
            "60",
            "--",
            "printf",
            "%s",
            "x y");

    assertThat(ran).isEqualTo(new Ran(0, "x y", ""));
  }

  @Test
  void asksForTokensFilesRunsAndTerminalsOfARealNode() throws Exception {
    PeerKey approver = PeerKey.generate(new SecureRandom());
    Path seed = folder.resolve("approver");
    approver.save(seed);
    Path notes = Files.createDirectory(folder.resolve("notes"));
    Files.writeString(notes.resolve("note"), "hello");
    Path other = folder.resolve("region");
    try (JournalRegion region = new JournalRegion(folder, SessionOptions.defaults());
        SshTransport ssh = region.ssh();
        Agent near =
            Agent.serving(ssh)
                .nodes(List.of(region.near()))
                .policy(AgentRules.readOnly().upTo(Impact.DESTROYS).andTerminals().andFiles())
                .approvers(EnrolledPeers.of("anna", approver.publicKey()))
                .build()) {
      near.listen(UnixSockets.listen(other));
      Ran ran =
          python(
              new byte[0],
              Map.of(
                  "REBE_AGENT", "unix:" + other,
                  "REBE_NODE", region.near().id().value(),
                  "REBE_FOLDER", notes.toString(),
                  "REBE_APPROVER", seedOf(seed),
                  "REBE_DIGEST", approved(region.near().id())),
              "-m",
              "unittest",
              "-v",
              "test_agent");

      assertThat(ran.err()).contains("OK").doesNotContain("no agent");
      assertThat(ran.status()).isZero();
    }
  }

  /** The last 32 bytes of a PKCS#8 Ed25519 key are its seed (RFC 8410). */
  private static String seedOf(Path key) throws IOException {
    byte[] encoded = Base64.getDecoder().decode(Files.readAllLines(key).get(0));
    return HexFormat.of().formatHex(encoded, encoded.length - 32, encoded.length);
  }

  /** What the client in Python is to run: the limits are those that it sends. */
  private static String approved(NodeId node) {
    Command<?> command =
        Command.of("true")
            .destroys(Repetition.ONCE)
            .limits(Limits.of(Duration.ofSeconds(10), 65_536));
    return CommandDigest.of(command, node).hex();
  }
}
