package dog.rebe.execution.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts commands by {@code /bin/sh}, supervised by a second one that stays behind: it says how the
 * command ended and then stands still until it is killed. So our pipes close when we say so, and
 * not by the JDK at the exit of the process, which reads without a bound what others still write
 * into them.
 */
final class LocalShell {

  private static final String SHELL = "/bin/sh";

  /**
   * The command's errors go to where ours would; what the supervising shell has to say about
   * signals does not. Signals of a terminal reach it with us, but must not end it before the
   * command.
   */
  private static final String SUPERVISOR =
      """
      trap : HUP INT QUIT TERM
      exec 3>&2 2>/dev/null
      (exec %s/bin/sh -c "$1" 2>&3 3>&-)
      printf '\\001rebe-exit:%%s:%%d\\n' "$2" $? >&3
      kill -s STOP $$
      """;

  private final Optional<Path> setsid;
  private final Map<String, String> environment;

  LocalShell(Optional<Path> setsid) {
    this(setsid, Map.of());
  }

  /** Whose commands have these variables in addition to those of this process. */
  LocalShell(Optional<Path> setsid, Map<String, String> environment) {
    this.setsid = setsid;
    this.environment = environment;
  }

  /** With the program {@code setsid} where the system has it in its usual places. */
  static LocalShell find() {
    return find(Map.of());
  }

  static LocalShell find(Map<String, String> environment) {
    Optional<Path> setsid =
        Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/local/bin/setsid")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    return new LocalShell(setsid, environment);
  }

  /** Whether a command gets a process group of its own, by which it can be ended whole. */
  boolean makesGroups() {
    return setsid.isPresent();
  }

  Process start(byte[] script, String nonce) throws IOException {
    String prefix = setsid.map(path -> path + " ").orElse("");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                SHELL,
                "-c",
                SUPERVISOR.formatted(prefix),
                "rebe-supervisor",
                AsciiScript.of(script),
                nonce));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** A script of ours, unsupervised, with standard error to nowhere. */
  Process run(String script) throws IOException {
    return new ProcessBuilder(
            List.of(SHELL, "-c", AsciiScript.of(script.getBytes(StandardCharsets.UTF_8))))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
