package dog.rebe.command;

import java.util.Optional;

/**
 * Asks for the epoch of a journal, makes the journal where there is none, and tidies up. The id is
 * made by a hard link, so that of several who make it at once all see the same one.
 */
final class EpochScript {

  static final String NO_JOURNAL = "rebe-no-journal";

  private static final String ASK =
      """
      umask 077
      rebe_none(){
      echo rebe-no-journal;exit 0
      }
      case $rebe_j in /?*/.local/*);;*)rebe_none;;esac
      {
      read -r rebe_b </proc/sys/kernel/random/boot_id&&read -r rebe_u rebe_x </proc/uptime||rebe_none
      rebe_u=${rebe_u%.*} rebe_e=$rebe_j/$rebe_b
      [ -d "$rebe_e" ]||mkdir -p "$rebe_e"||rebe_none
      [ -O "$rebe_e" ]&&[ -w "$rebe_e" ]||rebe_none
      if ! read -r rebe_i <"$rebe_e/id";then
      read -r rebe_i </proc/sys/kernel/random/uuid||rebe_none
      echo "$rebe_i" >"$rebe_e/.$rebe_i"&&ln "$rebe_e/.$rebe_i" "$rebe_e/id"
      rm -f "$rebe_e/.$rebe_i"
      read -r rebe_i <"$rebe_e/id"||rebe_none
      fi
      } 2>/dev/null
      echo "$rebe_b.$rebe_i.$rebe_u"
      """;

  /**
   * A record goes when it is older than an epoch can be that was asked for before it, by the clock
   * that no claim can be fooled by: that of the boot. The wall clock only picks the candidates. A
   * folder of an earlier boot can never be claimed in again, so the wall clock will do for it. It
   * costs in proportion to what the journal holds, so it is done once an hour.
   */
  private static final String TIDY =
      """
      {
      rebe_n=;read -r rebe_n <"$rebe_e/.tidied"
      [ -z "$rebe_n" ]||[ $((rebe_u-rebe_n)) -ge EVERY ]||exit 0
      echo $rebe_u >"$rebe_e/.tidied"
      find "$rebe_e" -type f -mtime +6|while IFS= read -r rebe_f;do
      case ${rebe_f##*/} in
      id|*.out|*.err);;
      .*)rm -f "$rebe_f";;
      *)read -r rebe_k rebe_1 rebe_2 rebe_3 rebe_4 rebe_5 <"$rebe_f"||continue
      [ $((rebe_u-rebe_5)) -gt KEPT ]||continue
      [ "$rebe_k" != run ]||! rebe_on $rebe_1 $rebe_2||continue
      rm -f "$rebe_f" "$rebe_f.out" "$rebe_f.err";;
      esac
      done
      for rebe_f in "$rebe_j"/*-*-*-*-*;do
      [ "$rebe_f" = "$rebe_e" ]||[ -z "$(find "$rebe_f" -prune -mtime +30)" ]||rm -rf "$rebe_f"
      done
      } 2>/dev/null
      exit 0
      """;

  private static final long TIDY_EVERY_SECONDS = 3600;

  private EpochScript() {}

  /** Whether a script is {@link #text}, for whatever user. */
  static boolean isQuestion(String script) {
    int line = script.indexOf('\n') + 1;
    return script.startsWith("rebe_j=") && script.startsWith(ASK, line);
  }

  static String text(Optional<RunAs> runAs) {
    return JournalPlace.text(runAs)
        + ASK
        + JournalScript.IS_ON
        + TIDY.replace("KEPT", String.valueOf(JournalEpoch.KEPT_SECONDS))
            .replace("EVERY", String.valueOf(TIDY_EVERY_SECONDS));
  }
}
