package dog.rebe.command;

import dog.rebe.outcome.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The part of a script that puts secrets into files which only its user can read, in memory where
 * the node has a file system for that, and removes them when the command has ended. So the shell
 * must stay: such a command costs a fork.
 */
final class PrivateFiles {

  /** Follows the command. */
  static final String AFTER = ")\nrebe_v=$?\n";

  /** What a shell adds to the number of a signal. */
  private static final int SIGNAL_BASE = 128;

  /** Those whose numbers are the same on every system. */
  private static final List<Integer> SIGNALS = List.of(1, 2, 3, 4, 5, 6, 8, 9, 11, 13, 14, 15);

  /** The directory goes with the shell. */
  static final String REMOVE = "trap 'rm -rf -- \"$rebe_d\"' 0\n";

  private final String nonce;
  private final ScriptText script;
  private final List<String> names = new ArrayList<>();

  PrivateFiles(String nonce, ScriptText script) {
    this.nonce = nonce;
    this.script = script;
    String refuse = Lowering.refuse(nonce, FailureKind.PREPARATION_FAILED);
    script
        .add("for rebe_d in \"$XDG_RUNTIME_DIR\" /dev/shm \"${TMPDIR:-/tmp}\" /tmp;do ")
        .add("[ -n \"$rebe_d\" ]||continue;rebe_d=$rebe_d/.rebe-" + nonce + ";")
        .add("mkdir -m 700 -- \"$rebe_d\" 2>/dev/null&&break;rebe_d=;done\n")
        .add("[ -n \"$rebe_d\" ]||{ " + refuse + ";}\n")
        .add(REMOVE)
        .add("trap 'exit 129' HUP;trap 'exit 130' INT;trap 'exit 143' TERM\n")
        .add("echo \"" + Frames.line(nonce, Frames.PRIVATE, "$rebe_d") + "\"||exit 1\n");
  }

  /** Reads the next line of standard input into a file. */
  void add(String secretName) {
    names.add(secretName);
    script
        .add("{ IFS= read -r rebe_v&&(umask 077;printf %b \"$rebe_v\" >")
        .add(path(secretName))
        .add(
            ");}||{ "
                + Lowering.refuse(nonce, FailureKind.PREPARATION_FAILED)
                + ";}\nunset rebe_v\n");
  }

  /** Reads what is left of standard input into the file {@code in}: exactly this many bytes. */
  void addInput(int length) {
    String file = "\"$rebe_d/in\"";
    script
        .add("{ (umask 077;head -c " + length + " >" + file + ")&&[ $(wc -c <" + file + ") -eq ")
        .add(length + " ];}||{ ")
        .add(Lowering.refuse(nonce, FailureKind.PREPARATION_FAILED))
        .add(";}\n");
  }

  /** The file's path as a word of the script. */
  String path(String secretName) {
    return "\"$rebe_d/" + names.indexOf(secretName) + "\"";
  }

  /**
   * What follows the command. The files go with the shell, which ends as the command did: with its
   * exit, or by its signal. A shell shows a signal as an exit of 128 and more; only one that the
   * author accepts is surely none.
   */
  static String end(Set<Integer> acceptedExits) {
    return AFTER + relay(acceptedExits) + "exit $rebe_v\n";
  }

  /** Ends the shell by the signal that {@code rebe_v} tells of, if it tells of one. */
  static String relay(Set<Integer> acceptedExits) {
    String deaths =
        SIGNALS.stream()
            .map(signal -> SIGNAL_BASE + signal)
            .filter(exit -> !acceptedExits.contains(exit))
            .map(String::valueOf)
            .collect(Collectors.joining("|"));
    return deaths.isEmpty()
        ? ""
        : "case $rebe_v in "
            + deaths
            + ")rm -rf -- \"$rebe_d\";trap - 0 HUP INT TERM;ulimit -c 0 2>/dev/null;"
            + "kill -$((rebe_v-"
            + SIGNAL_BASE
            + ")) $$;;esac\n";
  }
}
