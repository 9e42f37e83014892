package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.screen.Tone;
import dog.rebe.node.InventoryException;
import dog.rebe.node.SelectorException;
import dog.rebe.outcome.VisibleText;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code rebe}: its subcommands, and what is said when they were called wrongly. */
@Command(
    name = "rebe",
    description = "Looks after fleets of machines over SSH.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = VersionCommand.class,
    footer = {
      "",
      "Try it without any machine:  rebe discover, rebe preview",
      RebeCommand.EXIT_CODES
    })
final class RebeCommand implements Runnable {

  /** What each number means with which the process ends. */
  static final String EXIT_CODES =
      "Exit codes: 0 all well, 1 some machines failed or could not be looked at, 2 bad input and"
          + " nothing ran, 3 not approved or not trusted and nothing ran, 4 stopped early, 5 the"
          + " result could not be written, 6 a preview could not tell all, 70 a fault in rebe"
          + " itself, 130 interrupted.";

  private static final int MAX_MESSAGE = 2_000;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean version;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Log to standard error what happens; twice for more.")
  private boolean[] verbose = {};

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * Runs a subcommand.
   *
   * @return the number of an {@link ExitCode}
   */
  static int execute(Terminal terminal, String... arguments) {
    RebeCommand rebe = new RebeCommand();
    CommandLine commandLine = new CommandLine(rebe);
    new Subcommands(terminal).addTo(commandLine, arguments);
    StringWriter help = new StringWriter();
    commandLine
        .setOut(new PrintWriter(help, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(Math.max(60, terminal.screen().columns()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExitCodeExceptionMapper(thrown -> ExitCode.INTERNAL.number())
        .setExecutionStrategy(
            parsed -> {
              Logging.begin(rebe.verbose.length, terminal.screen());
              return new CommandLine.RunLast().execute(parsed);
            })
        .setParameterExceptionHandler((wrong, args) -> rebe.badInput(wrong, terminal))
        .setExecutionExceptionHandler(
            (thrown, line, result) -> rebe.failed(thrown, line, terminal));
    int exit = commandLine.execute(arguments);
    help.toString().lines().forEach(terminal.screen()::line);
    terminal.screen().flush();
    if (!terminal.screen().isWritable()) {
      terminal.screen().remark(Tone.BAD, "rebe: standard output could not be written.");
      return exit == ExitCode.OK.number() ? ExitCode.OUTPUT_LOST.number() : exit;
    }
    return exit;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "What should be done? Name a command, for instance: rebe discover");
  }

  private int badInput(ParameterException wrong, Terminal terminal) {
    say(message(wrong), wrong.getCommandLine(), terminal);
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      StringWriter suggestions = new StringWriter();
      UnmatchedArgumentException.printSuggestions(unmatched, new PrintWriter(suggestions, true));
      suggestions.toString().lines().forEach(line -> terminal.screen().remark(Tone.PLAIN, line));
    }
    return ExitCode.BAD_INPUT.number();
  }

  private static String message(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return "'"
          + unmatched.getUnmatched().get(0)
          + "' is no command or option of "
          + wrong.getCommandLine().getCommandSpec().qualifiedName();
    }
    return String.valueOf(wrong.getMessage())
        .replaceFirst("^Error: ", "")
        // picocli says the word twice where a value is no NAME=VALUE
        .replaceFirst("^Value for option option ", "Value for option ");
  }

  private int failed(Exception thrown, CommandLine line, Terminal terminal) {
    if (thrown instanceof BadInput
        || thrown instanceof InventoryException
        || thrown instanceof SelectorException) {
      say(String.valueOf(thrown.getMessage()), line, terminal);
      return ExitCode.BAD_INPUT.number();
    }
    if (thrown instanceof OutputLost lost) {
      terminal
          .screen()
          .remark(
              Tone.BAD,
              "rebe: " + VisibleText.line(String.valueOf(lost.getMessage()), MAX_MESSAGE));
      return ExitCode.OUTPUT_LOST.number();
    }
    terminal
        .screen()
        .remark(
            Tone.BAD,
            "rebe: a fault in rebe itself: "
                + VisibleText.line(String.valueOf(thrown), MAX_MESSAGE)
                + (verbose.length == 0 ? ". Use -v to see where." : ""));
    if (verbose.length > 0) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      trace
          .toString()
          .lines()
          .forEach(
              at ->
                  terminal
                      .screen()
                      .remark(Tone.PLAIN, VisibleText.line(at.replace("\t", "  "), MAX_MESSAGE)));
    }
    return ExitCode.INTERNAL.number();
  }

  private static void say(String message, CommandLine line, Terminal terminal) {
    terminal.screen().remark(Tone.BAD, "rebe: " + VisibleText.line(message, MAX_MESSAGE));
    terminal
        .screen()
        .remark(
            Tone.FAINT,
            "Nothing was run. See: " + line.getCommandSpec().qualifiedName() + " --help");
  }
}
