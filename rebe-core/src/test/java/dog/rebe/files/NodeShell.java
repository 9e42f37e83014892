package dog.rebe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Invocation;
import dog.rebe.command.StandardInput;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command of {@code /bin/sh} under another POSIX shell of this machine, every byte as it is:
 * the arguments stand quoted in a file, because Java encodes the arguments of a process by its
 * locale.
 */
final class NodeShell {

  /** The shells that the scripts are tested under. */
  static final List<String> ALL = List.of("/bin/sh", "dash", "bash", "busybox sh");

  private final String shell;
  private final Path folder;
  private Optional<String> path = Optional.empty();

  private NodeShell(String shell, Path folder) {
    this.shell = shell;
    this.folder = folder;
  }

  static NodeShell of(String shell, Path folder) {
    String program = shell.split(" ", 2)[0];
    boolean found =
        program.startsWith("/")
            ? Files.isExecutable(Path.of(program))
            : List.of(System.getenv("PATH").split(":", -1)).stream()
                .anyMatch(part -> Files.isExecutable(Path.of(part, program)));
    if (Boolean.getBoolean("rebe.requireSystem")) {
      assertThat(found).as(program + " is missing and required").isTrue();
    }
    assumeTrue(found, program + " is not installed: this shell is not tested here");
    return new NodeShell(shell, folder);
  }

  /** The same shell for a node on which only these programs are found. */
  NodeShell withOnly(String... programs) throws IOException {
    Path bin = Files.createTempDirectory(folder, "bin");
    for (String program : programs) {
      for (String part : List.of("/usr/bin", "/bin")) {
        Path real = Path.of(part, program);
        if (Files.isExecutable(real) && !Files.exists(bin.resolve(program))) {
          Files.createSymbolicLink(bin.resolve(program), real);
        }
      }
    }
    NodeShell restricted = new NodeShell(shell, folder);
    restricted.path = Optional.of(bin.toString());
    return restricted;
  }

  /** What came of a process. */
  record Ended(int exit, CapturedOutput output) {

    static Ended of(int exit, byte[] stdout, byte[] stderr) {
      return new Ended(
          exit, new CapturedOutput(CapturedStream.of(stdout), CapturedStream.of(stderr)));
    }

    byte[] stdout() {
      return output.stdout().bytes();
    }
  }

  <T> T run(Command<T> command) throws IOException, InterruptedException, DecodeException {
    return decode(command, runRaw(command, bytesOf(command.input())));
  }

  static <T> T decode(Command<T> command, Ended ended) throws DecodeException {
    assertThat(command.acceptedExits())
        .as("exit %d: %s", ended.exit(), ended.output().stderr().utf8())
        .contains(ended.exit());
    return command.decoder().decode(ended.output(), new ExitStatus(ended.exit()));
  }

  Ended runRaw(Command<?> command, byte[] input) throws IOException, InterruptedException {
    Process process = start(command);
    try (OutputStream out = process.getOutputStream()) {
      out.write(input);
    } catch (IOException e) {
      // A script that refuses does not read its input; what it answers decides
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    byte[] stdout = process.getInputStream().readAllBytes();
    byte[] stderr = process.getErrorStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Ended.of(process.exitValue(), stdout, stderr);
  }

  Process start(Command<?> command) throws IOException {
    ByteArrayOutputStream launcher = new ByteArrayOutputStream();
    launcher.writeBytes("exec ".getBytes(StandardCharsets.US_ASCII));
    launcher.writeBytes(shellPath().getBytes(StandardCharsets.US_ASCII));
    List<Argument> arguments = ((Invocation.ArgumentList) command.invocation()).arguments();
    assertThat(arguments.get(0)).isEqualTo(Argument.of("/bin/sh"));
    for (Argument argument : arguments.subList(1, arguments.size())) {
      launcher.write(' ');
      quote(launcher, ((Argument.Literal) argument).bytes());
    }
    Path script = Files.createTempFile(folder, "launch", ".sh");
    Files.write(script, launcher.toByteArray());
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString());
    builder.directory(folder.toFile());
    path.ifPresent(only -> builder.environment().put("PATH", only));
    return builder.start();
  }

  /** Absolute, because the shell itself may not be on the node's path. */
  private String shellPath() {
    String program = shell.split(" ", 2)[0];
    String rest = shell.substring(program.length());
    if (program.startsWith("/")) {
      return shell;
    }
    String found = Files.isExecutable(Path.of("/bin", program)) ? "/bin/" : "/usr/bin/";
    return found + program + rest;
  }

  private static void quote(ByteArrayOutputStream out, byte[] bytes) {
    out.write('\'');
    for (byte b : bytes) {
      if (b == '\'') {
        out.writeBytes("'\\''".getBytes(StandardCharsets.US_ASCII));
      } else {
        out.write(b);
      }
    }
    out.write('\'');
  }

  static byte[] bytesOf(StandardInput input) throws IOException {
    if (input instanceof StandardInput.Bytes bytes) {
      return bytes.bytes();
    }
    if (input instanceof StandardInput.Stream stream) {
      try (InputStream in = stream.opener().open()) {
        return in.readAllBytes();
      }
    }
    return new byte[0];
  }
}
