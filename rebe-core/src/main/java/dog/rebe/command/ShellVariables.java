package dog.rebe.command;

import java.util.Set;

/**
 * The variables that some shell owns: assigning them fails, is ignored, or changes the shell
 * itself.
 */
final class ShellVariables {

  private static final Set<String> OWNED =
      Set.of(
          "_",
          "UID",
          "EUID",
          "PPID",
          "GROUPS",
          "SHELLOPTS",
          "FUNCNAME",
          "DIRSTACK",
          "PIPESTATUS",
          "RANDOM",
          "SRANDOM",
          "SECONDS",
          "LINENO",
          "EPOCHSECONDS",
          "EPOCHREALTIME",
          "HISTCMD",
          "IFS",
          "OPTIND",
          "OPTARG",
          "OPTERR",
          "PWD",
          "OLDPWD",
          "SHLVL",
          "POSIXLY_CORRECT",
          "TMOUT");

  private ShellVariables() {}

  /** Whether {@code env} must set it, because a shell would not pass it on as it is. */
  static boolean isOwned(String name) {
    return OWNED.contains(name)
        || name.startsWith("rebe_")
        || name.startsWith("COMP_")
        || (name.startsWith("BASH") && !name.equals("BASH_ENV"));
  }
}
