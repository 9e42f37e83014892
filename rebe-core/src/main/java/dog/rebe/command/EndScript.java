package dog.rebe.command;

import java.time.Duration;

/** The script that ends a process group. */
final class EndScript {

  static final String ENDED = "rebe-end:ended";
  static final String LEFT = "rebe-end:left";

  /** By which a simulated node recognises it. */
  static final String FIRST_LINE = "rebe_g=";

  /**
   * {@code rebe_left} succeeds while the group has a member that is no zombie. {@code kill -s 0}
   * tells cheaply that it has none at all; if it has, one grep looks at the state and the group of
   * every process, which costs a busy machine something: who has not ended after a second is looked
   * for less often. A node without /proc believes kill. What waits is {@code sleep}, by a second
   * where it knows no fractions, and the clock is /proc/uptime in hundredths.
   */
  private static final String FUNCTIONS =
      """
      rebe_left(){
      kill -s 0 -- -$rebe_g 2>/dev/null||[ -r /proc/$rebe_g/stat ]||return 1
      [ -r /proc/$$/stat ]||return 0
      grep -qsE "\\) [^ZXx] [0-9]+ $rebe_g " /proc/[0-9]*/stat
      }
      rebe_now(){
      if read -r rebe_u rebe_v </proc/uptime;then rebe_u=${rebe_u%.*}${rebe_u#*.};else rebe_u=$((rebe_u+100));fi
      } 2>/dev/null
      rebe_await(){
      rebe_u=0 rebe_q=0.05 rebe_m=;rebe_now;rebe_w=$((rebe_u+$1))
      while rebe_left;do
      rebe_now;[ $rebe_u -lt $rebe_w ]||return 1
      rebe_m=x$rebe_m;[ ${#rebe_m} -lt 20 ]||rebe_q=0.3
      sleep $rebe_q 2>/dev/null||sleep 1
      done
      }
      """;

  private EndScript() {}

  static String of(ProcessGroup group, Duration grace) {
    StringBuilder script = new StringBuilder(1200);
    script.append(FIRST_LINE).append(group.id()).append(" rebe_t=").append(group.startTime());
    script.append('\n').append(ofVariables(grace));
    group
        .privateDirectory()
        .ifPresent(
            path ->
                script
                    .append("rm -rf -- ")
                    .append(new Latin1(ShellQuoting.posix(path)).text())
                    .append(" 2>/dev/null\n"));
    script
        .append("if [ \"$rebe_mine\" = left ];then echo ")
        .append(LEFT)
        .append(";else echo ")
        .append(ENDED)
        .append(";fi\n");
    return script.toString();
  }

  /**
   * Ends the group of which {@code rebe_g} is the id and {@code rebe_t} the start time, and sets
   * {@code rebe_mine} to {@code left} if some of it is left.
   */
  static String ofVariables(Duration grace) {
    long hundredths = Math.max(0, Math.min(grace.toMillis() / 10, 360_000_00L));
    long first = hundredths * 3 / 4;
    StringBuilder script = new StringBuilder(1200);
    script
        .append(FUNCTIONS)
        .append(
            """
            rebe_mine=y
            if [ $rebe_t != 0 ]&&[ -r /proc/$rebe_g/stat ]&&read -r rebe_s </proc/$rebe_g/stat;then
            rebe_s=${rebe_s##*) };set -- $rebe_s;[ "${20}" = $rebe_t ]||rebe_mine=
            fi
            if [ "$rebe_mine" ];then
            """);
    if (first > 0) {
      script.append("kill -s TERM -- -$rebe_g;kill -s CONT -- -$rebe_g\n");
    }
    return script
        .append("rebe_await ")
        .append(first)
        .append("||{ kill -s KILL -- -$rebe_g;rebe_await ")
        .append(hundredths - first)
        .append(";}||rebe_mine=left\nfi 2>/dev/null\n")
        .toString();
  }
}
