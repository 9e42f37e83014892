package dog.rebe.command;

import java.time.Duration;

/** The part of a script that runs a batch. */
final class BatchScript {

  /**
   * Messages come in English, and nobody reads from us. Standard error goes nowhere: a member that
   * hangs would hold it open.
   */
  static final String FIRST_LINE = "LC_ALL=C;export LC_ALL;exec </dev/null 2>/dev/null\n";

  /** What bounds a command in a member's script; its first line, by which its use is found. */
  private static final String BOUNDED = "rebe_bounded";

  /**
   * {@code rebe_bounded SECONDS COMMAND...}: the shell waits for a sleep, not for the command,
   * which ends the sleep when it has ended. So the shell never waits longer, whatever state the
   * command is in. A sleep that ended by itself means that the command is late: exit 124, as of
   * timeout(1).
   *
   * <p>{@code rebe_end} ends a process and its descendants. They are found by their parent, field 4
   * of proc(5)'s stat, because a shell without job control cannot give them a group of their own.
   * Nobody waits for them: what hangs in the kernel ends when the kernel lets go of it, and writes
   * no byte more.
   */
  private static final String FUNCTIONS =
      """
      rebe_bounded(){
      sleep $1 >/dev/null & rebe_w=$!
      shift
      (trap 'kill -s KILL $rebe_w' 0;"$@")& rebe_p=$!
      wait $rebe_w
      if [ $? -gt 128 ];then wait $rebe_p;else rebe_end $rebe_p;rebe_late=y;return 124;fi
      }
      rebe_end(){
      rebe_k=$1 rebe_l=$1
      while [ "$rebe_l" ];do
      rebe_c=
      for rebe_f in $(grep -lsE "\\) [A-Za-z] ($rebe_l) " /proc/[0-9]*/stat);do
      rebe_f=${rebe_f#/proc/};rebe_f=${rebe_f%/stat};rebe_k="$rebe_k $rebe_f";rebe_c="$rebe_c${rebe_c:+|}$rebe_f"
      done
      rebe_l=$rebe_c
      done
      kill -s KILL $rebe_k
      }
      """;

  private BatchScript() {}

  static void write(Batch batch, String nonce, ScriptText script) {
    script.add(FIRST_LINE);
    if (batch.members().stream()
        .anyMatch(member -> isSeparate(member) || member.script().contains(BOUNDED))) {
      script.add(FUNCTIONS);
    }
    for (BatchMember member : batch.members()) {
      if (isSeparate(member)) {
        separate(member, nonce, script);
      } else {
        inline(member, nonce, script);
      }
    }
    script.add("echo " + Frames.line(nonce, Frames.DONE) + "\n");
  }

  private static void inline(BatchMember member, String nonce, ScriptText script) {
    script
        .add("{ :\n")
        .add(member.script())
        .add("\n}\necho \"" + Frames.line(nonce, Frames.END, member.name(), "$?") + "\"\n");
  }

  private static void separate(BatchMember member, String nonce, ScriptText script) {
    script
        .add("rebe_m(){ :\n")
        .add(member.script())
        .add("\n}\nrebe_late=;" + BOUNDED + " " + seconds(member.timeout()) + " rebe_m\nrebe_x=$?;")
        .add("[ $rebe_late ]&&rebe_x=" + Frames.LATE + "\n")
        .add("echo \"" + Frames.line(nonce, Frames.END, member.name(), "$rebe_x") + "\"\n");
  }

  private static boolean isSeparate(BatchMember member) {
    return member.kind() == BatchMember.Kind.SEPARATE;
  }

  private static long seconds(Duration timeout) {
    return Math.max(1, timeout.plusMillis(999).toSeconds());
  }
}
