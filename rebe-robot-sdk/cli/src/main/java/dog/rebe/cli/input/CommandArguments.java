package dog.rebe.cli.input;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Effect;
import dog.rebe.command.EnvironmentValue;
import dog.rebe.command.Limits;
import dog.rebe.command.StandardInput;
import dog.rebe.outcome.CapturedOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What to run on each machine. */
public final class CommandArguments {

  @Parameters(
      paramLabel = "-- COMMAND [ARGUMENT...]",
      arity = "0..*",
      description =
          "The program and its arguments, after '--'. No shell reads them: every character arrives"
              + " as it is typed here.")
  private List<String> arguments = List.of();

  @Option(
      names = "--script",
      paramLabel = "TEXT",
      description = "Instead of a program: text that the POSIX shell of each machine runs.")
  private @Nullable String script;

  @Option(
      names = "--script-file",
      paramLabel = "FILE",
      description = "The same, from a file of this machine.")
  private @Nullable Path scriptFile;

  @Option(
      names = "--stdin",
      paramLabel = "FILE",
      description = "What each command reads on its standard input (default: nothing).")
  private @Nullable Path stdin;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description =
          "A variable for its environment, seen by everybody on this machine. Can be given more"
              + " than once.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = "--secret-env",
      paramLabel = "NAME=FILE",
      description =
          "A variable for its environment whose value is the content of a file, and is never shown."
              + " Can be given more than once.")
  private Map<String, Path> secrets = new LinkedHashMap<>();

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where it runs (default: the directory of the login).")
  private @Nullable String directory;

  @Mixin private RunAsArguments user = new RunAsArguments();

  @Option(
      names = "--accept-exit",
      paramLabel = "N",
      split = ",",
      description = "The exit statuses that count as success, as in 0,1 (default: 0).")
  private List<String> acceptExits = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec called = CommandSpec.create();

  /** Whether anything was said about what runs. */
  public boolean isGiven() {
    return !arguments.isEmpty() || script != null || scriptFile != null;
  }

  /**
   * The command.
   *
   * @param delimited whether {@code --} was typed
   * @throws BadInput if it is none, or more than one, or a part of it is wrong
   */
  public Command<CapturedOutput> command(boolean delimited, Effect effect, Limits limits) {
    try {
      Command<CapturedOutput> command = what(delimited).effect(effect).limits(limits);
      for (Map.Entry<String, String> variable : environment.entrySet()) {
        command = command.environment(variable.getKey(), variable.getValue());
      }
      for (Map.Entry<String, Path> variable : secrets.entrySet()) {
        if (environment.containsKey(variable.getKey())) {
          throw new BadInput(
              "--env and --secret-env both set "
                  + Shown.value(variable.getKey())
                  + ": leave one of them out");
        }
        SecretFile.check(variable.getValue(), "--secret-env " + variable.getKey());
        command =
            command.environment(
                variable.getKey(),
                EnvironmentValue.of(SecretFile.secret(variable.getKey(), variable.getValue())));
      }
      if (directory != null) {
        command = command.directory(directory);
      }
      if (stdin != null) {
        command = command.input(StandardInput.of(LocalFile.bytes(stdin, "--stdin")));
      }
      if (!acceptExits.isEmpty()) {
        command = command.acceptExits(ExitStatuses.of("--accept-exit", acceptExits));
      }
      return user.runAs().map(command::asUser).orElse(command);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private Command.NeedsEffect what(boolean delimited) {
    int ways =
        (arguments.isEmpty() ? 0 : 1) + (script != null ? 1 : 0) + (scriptFile != null ? 1 : 0);
    if (ways == 0) {
      throw new BadInput(
          "What should run? Put the program and its arguments after '--', as in: -- uname -r");
    }
    if (ways > 1) {
      throw new BadInput(
          "A command after '--', --script and --script-file are three ways to say what runs: use"
              + " one of them");
    }
    if (script != null) {
      return Command.script(LocaleText.argument(script, "--script"));
    }
    if (scriptFile != null) {
      return Command.script(LocalFile.text(scriptFile, "--script-file"));
    }
    if (!delimited) {
      throw new BadInput(
          "'"
              + Shown.value(arguments.get(0))
              + "' is no option of "
              + called.name()
              + ": put the program and its arguments after '--'");
    }
    List<Argument> list = new ArrayList<>(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      String name = i == 0 ? "The program's name" : "Argument " + i;
      list.add(Argument.of(LocaleText.argument(arguments.get(i), name)));
    }
    return Command.of(list);
  }
}
