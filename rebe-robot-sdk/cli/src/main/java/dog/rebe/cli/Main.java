package dog.rebe.cli;

import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.TerminalCheck;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Entry point of the command line. */
public final class Main {

  /** How long Ctrl-C waits for commands on nodes to be ended: their grace, and time to tell. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Main() {}

  /** Runs a subcommand and ends the process with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    Charset charset = charsetOfLocale();
    Interruption interruption = new Interruption();
    interruption.installShutdownHook(PATIENCE);
    Terminal terminal =
        new Terminal(
            Screen.of(
                buffered(FileDescriptor.out, charset),
                buffered(FileDescriptor.err, charset),
                charset,
                System.getenv(),
                TerminalCheck.isTerminal(1),
                TerminalCheck.isTerminal(2)),
            new BufferedReader(new InputStreamReader(System.in, charset)),
            TerminalCheck.isTerminal(0),
            Main::password,
            System.getenv(),
            Path.of(System.getProperty("user.home", "")),
            Clock.systemUTC(),
            interruption);
    int exit = RebeCommand.execute(terminal, arguments);
    interruption.finished();
    System.exit(exit);
  }

  private static Optional<char[]> password(String prompt) {
    // JDK 22 and later give a console where there is no terminal, JDK 17 gives none
    return Optional.ofNullable(System.console())
        .filter(console -> TerminalCheck.isTerminal(0))
        .map(console -> console.readPassword("%s", prompt));
  }

  /** What the terminal can show; JDK 18 and later write UTF-8 by default whatever the locale is. */
  private static Charset charsetOfLocale() {
    String name = System.getProperty("native.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
  }

  private static PrintStream buffered(FileDescriptor descriptor, Charset charset) {
    return new PrintStream(new FileOutputStream(descriptor), false, charset);
  }
}
