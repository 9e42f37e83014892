package dog.rebe.command;

import java.time.Duration;

/** The scripts that look at detached work and end it, by its record in the journal. */
final class WorkScripts {

  static final String RUNNING = "running";
  static final String ENDED = "ended";
  static final String CANCELLED = "cancelled";
  static final String LOST = "lost";
  static final String RESTARTED = "restarted";
  static final String ABSENT = "absent";

  private static final int STATE_LINE_BYTES = 200;

  /** {@code rebe_look} sets rebe_r, the line about the state, and rebe_k, its first word. */
  private static final String LOOK =
      """
      rebe_size(){
      rebe_n=0;[ ! -s "$1" ]||rebe_n=$(($(wc -c <"$1")))
      }
      rebe_read(){
      rebe_k=absent;{ read -r rebe_k rebe_1 rebe_2 rebe_3 rebe_4 rebe_5 <"$rebe_f";} 2>/dev/null||rebe_k=absent
      }
      rebe_look(){
      rebe_b= rebe_i=
      { read -r rebe_b </proc/sys/kernel/random/boot_id;read -r rebe_i <"$rebe_e/id";} 2>/dev/null
      rebe_read
      if [ "$rebe_i" = {ID} ]&&[ "$rebe_k" = run ]&&[ "$rebe_b" = {BOOT} ];then
      rebe_on $rebe_1 $rebe_2||{ rebe_read;[ "$rebe_k" != run ]||rebe_k=lost;}
      fi
      if [ "$rebe_i" != {ID} ];then rebe_r=restarted
      else
      case $rebe_k in
      end)rebe_r="ended $rebe_1 $rebe_2 $rebe_3 $rebe_4";;
      kill)rebe_r=cancelled;;
      lost)rebe_r=lost;;
      run)if [ "$rebe_b" = {BOOT} ];then
      rebe_size "$rebe_f.out";rebe_r="running $rebe_n";rebe_size "$rebe_f.err";rebe_r="$rebe_r $rebe_n"
      else rebe_r=restarted;fi;;
      *)if [ "$rebe_b" = {BOOT} ];then rebe_r=absent;else rebe_r=restarted;fi;;
      esac
      fi
      rebe_k=${rebe_r%% *}
      }
      """;

  /** {@code rebe_wait N} sleeps a moment and succeeds, for N tenths of a second in all. */
  private static final String WAIT =
      """
      rebe_now(){
      read -r rebe_u rebe_x </proc/uptime;rebe_x=${rebe_u#*.};rebe_u=${rebe_u%.*}${rebe_x%?}
      }
      rebe_now;rebe_z=$((rebe_u+{TENTHS}))
      rebe_wait(){
      rebe_now;[ $rebe_u -lt $rebe_z ]||return 1
      sleep 0.1 2>/dev/null||sleep 1
      }
      """;

  private static final String STATE =
      """
      while rebe_look;[ $rebe_k = running ]&&rebe_wait;do :;done
      echo "$rebe_r"
      exit 0
      """;

  private static final String FOLLOW =
      """
      while rebe_look;rebe_size "$rebe_f.{STREAM}"
      [ $rebe_k = running ]&&[ $rebe_n -le {FROM} ]&&rebe_wait;do :;done
      case $rebe_k in
      ended)rebe_n={RECORDED};;
      restarted|absent)rebe_n=0;;
      esac
      echo "$rebe_r"
      rebe_n=$((rebe_n-{FROM}));[ $rebe_n -le {MOST} ]||rebe_n={MOST}
      [ $rebe_n -le 0 ]||tail -c +{FROM_1} "$rebe_f.{STREAM}"|head -c $rebe_n
      exit 0
      """;

  /**
   * What died without a record gets one that says that it was killed; nobody else writes any more.
   */
  private static final String CANCEL =
      """
      rebe_look
      if [ $rebe_k = running ]||[ $rebe_k = lost ];then
      rebe_g=$rebe_3 rebe_t=$rebe_4
      {END}
      rebe_look
      if [ $rebe_k = lost ]&&[ "$rebe_mine" != left ];then
      (umask 077;read -r rebe_u rebe_x </proc/uptime;echo "kill 0 0 0 0 ${rebe_u%.*}" >"$rebe_f.k"&&mv -f "$rebe_f.k" "$rebe_f")
      rebe_look
      fi
      fi
      echo "$rebe_r"
      exit 0
      """;

  private WorkScripts() {}

  static String state(DetachedWork work, Duration atMost) {
    return head(work) + WAIT.replace("{TENTHS}", tenths(atMost)) + STATE;
  }

  static String follow(
      DetachedWork work, String stream, long fromByte, Duration atMost, Limits limits) {
    if (fromByte < 0) {
      throw new IllegalArgumentException("Byte " + fromByte + " is negative: use 0 or more");
    }
    long most = limits.stdoutBytes() - STATE_LINE_BYTES;
    if (most < 1) {
      throw new IllegalArgumentException(
          "A limit of "
              + limits.stdoutBytes()
              + " bytes has no room for output: use more than "
              + STATE_LINE_BYTES);
    }
    return head(work)
        + WAIT.replace("{TENTHS}", tenths(atMost))
        + FOLLOW
            .replace("{STREAM}", stream)
            .replace("{RECORDED}", stream.equals("out") ? "$rebe_2" : "$rebe_3")
            .replace("{FROM}", String.valueOf(fromByte))
            .replace("{FROM_1}", String.valueOf(fromByte + 1))
            .replace("{MOST}", String.valueOf(most));
  }

  static String cancel(DetachedWork work, Duration grace) {
    return head(work) + CANCEL.replace("{END}", EndScript.ofVariables(grace.dividedBy(2)));
  }

  private static String head(DetachedWork work) {
    JournalEpoch epoch = work.token().epoch().orElseThrow();
    return JournalPlace.text(work.runAs(), work.token(), epoch)
        + JournalScript.IS_ON
        + LOOK.replace("{ID}", epoch.journalId()).replace("{BOOT}", epoch.bootId());
  }

  private static String tenths(Duration atMost) {
    if (atMost.isNegative()) {
      throw new IllegalArgumentException("A wait of " + atMost + " is negative: use zero or more");
    }
    return String.valueOf(Math.min(atMost.toMillis() / 100, Integer.MAX_VALUE / 2));
  }
}
