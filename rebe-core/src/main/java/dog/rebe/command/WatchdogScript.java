package dog.rebe.command;

import java.time.Duration;

/**
 * The part of a script that runs a command and ends its process group when standard input ends,
 * which is then nobody's but the watchdog's: the caller holds it open for as long as he is there.
 */
final class WatchdogScript {

  /**
   * In the background a shell gives a command no standard input but one that it is told of. What
   * the shell itself has to say, about signals for instance, goes nowhere.
   */
  private static final String WATCH =
      """
      exec 3<&0 4>&2 </dev/null 2>/dev/null
      (while read -r rebe_x;do :;done;trap '' TERM;kill -s TERM -- -$rebe_g;sleep SECONDS;kill -s KILL -- -$rebe_g) <&3 3<&- >/dev/null 4>&- &
      rebe_w=$!
      (exec 2>&4 3<&- 4>&-
      """;

  private static final String AFTER =
      """

      ) <INPUT
      rebe_v=$?
      kill $rebe_w
      """;

  private WatchdogScript() {}

  /** Writes it around the command itself, which replaces the shell that runs it. */
  static void write(
      ScriptText script, byte[] body, String input, boolean hasPrivateFiles, Command<?> command) {
    Duration grace = command.limits().grace();
    long seconds = Math.max(1, Math.min(grace.plusMillis(999).toSeconds(), 3600));
    script
        .add(hasPrivateFiles ? "" : "rebe_d=\n")
        .add(WATCH.replace("SECONDS", String.valueOf(seconds)))
        .add(body)
        .add(AFTER.replace("INPUT", input))
        .add(PrivateFiles.relay(command.acceptedExits()))
        .add("exit $rebe_v\n");
  }
}
