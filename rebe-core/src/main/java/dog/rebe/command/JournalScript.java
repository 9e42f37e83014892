package dog.rebe.command;

import dog.rebe.outcome.FailureKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a script that runs a command at most once by its token, and answers for it.
 *
 * <p>The claim is a hard link that appears with its content, the process that holds it: whoever
 * finds his own process in it has won. The winner runs the command with its output going through
 * two pipes into files that cannot grow beyond their bounds, and replaces the claim by the result
 * with one rename, into space that was reserved before the claim. It lives and ends independently
 * of the connection: nothing is written to it before the result stands.
 */
final class JournalScript {

  /**
   * {@code rebe_on PID START} succeeds while that process is there and no zombie. Fields 3 and 22
   * of proc(5)'s stat. Without a start time any process of that id will do.
   */
  static final String IS_ON =
      """
      rebe_on(){
      { read -r rebe_s </proc/$1/stat;} 2>/dev/null||return 1
      set -- "$2" ${rebe_s##*) }
      case $2 in [ZXx])return 1;;esac
      [ -z "$1" ]||[ "$1" = "${21}" ]
      }
      """;

  /** Answers from the record and ends; comes back where there is none. */
  private static final String SAY =
      """
      rebe_say(){
      rebe_l= rebe_z=
      while { read -r rebe_k rebe_1 rebe_2 rebe_3 rebe_4 rebe_5 <"$rebe_f";} 2>/dev/null;do
      case $rebe_k in
      end)echo "{P}ended:$rebe_1:$rebe_2:$rebe_3:$rebe_4"||exit 1
      [ $rebe_2 = 0 ]||head -c $rebe_2 "$rebe_f.out"||exit 1
      [ $rebe_3 = 0 ]||head -c $rebe_3 "$rebe_f.err" >&2||exit 1
      exit 0;;
      run)if rebe_on $rebe_1 $rebe_2;then
      {WHILE_RUNNING}
      elif [ "$rebe_z" ];then echo {P}unknown:result-lost;exit 0
      else rebe_z=y;fi;;
      *)echo {P}unknown:result-lost;exit 0;;
      esac
      done
      }
      """;

  private static final String WAIT_FOR_IT =
      """
      [ "$rebe_l" ]||echo "{P}running:$rebe_3:$rebe_4:$0"||exit 1
      rebe_l=y
      sleep 0.1 2>/dev/null||sleep 1\
      """;

  private static final String DO_NOT_WAIT = "echo {P}unknown:still-running;exit 0";

  /** After a restart the claims are void, but a result that is whole still counts. */
  private static final String CHECK_EPOCH =
      """
      rebe_k= rebe_x=
      { read -r rebe_k </proc/sys/kernel/random/boot_id;read -r rebe_x <"$rebe_e/id";} 2>/dev/null
      if [ "$rebe_x" != {ID} ]||[ "$rebe_k" != {BOOT} ];then
      if [ "$rebe_x" = {ID} ]&&read -r rebe_k rebe_1 rebe_2 rebe_3 rebe_4 rebe_5 <"$rebe_f"&&[ "$rebe_k" = end ]&&{ [ $rebe_2 = 0 ]||[ $(wc -c <"$rebe_f.out") -ge $rebe_2 ];}&&{ [ $rebe_3 = 0 ]||[ $(wc -c <"$rebe_f.err") -ge $rebe_3 ];};then rebe_y=y;else rebe_y=;fi 2>/dev/null
      [ -z "$rebe_y" ]||rebe_say
      echo {P}unknown:node-restarted;exit 0
      fi
      """;

  private static final String COLLECT =
      """
      rebe_say
      echo {P}unknown:not-recorded
      exit 0
      """;

  private static final String ANSWER_IF_CLAIMED =
      """
      while [ -e "$rebe_f" ];do
      {ANSWER}
      done
      """;

  /**
   * A record that was there and is gone is a claim that was taken back before anything ran, unless
   * the journal is gone with it. It may be claimed anew; {@code rebe_c} counts how often, so that
   * this comes to an end.
   */
  private static final String ANSWER_RESULT =
      """
      rebe_say
      rebe_c=x$rebe_c rebe_x=
      { read -r rebe_x <"$rebe_e/id";} 2>/dev/null
      [ "$rebe_x" = {ID} ]&&[ $rebe_c != {TRIES} ]||{ echo {P}unknown:result-lost;exit 0;}\
      """;

  private static final String TRIES = "xxxxxxxx";
  private static final String ANSWER_DETACHED = "echo {P}detached;echo {TICKET};exit 0";

  private static final String CHECK_AGE =
      """
      read -r rebe_u rebe_x </proc/uptime;rebe_u=${rebe_u%.*}
      [ $((rebe_u-{SINCE})) -le {KEPT} ]||{ echo {P}unknown:not-recorded;exit 0;}
      """;

  /**
   * From here on the end is not left to chance: signals are noted, and errors of ours go nowhere.
   */
  private static final String HEED_SIGNALS =
      """
      rebe_h=;trap 'rebe_h=y' TERM HUP INT;trap '' PIPE
      exec 5>&2 2>/dev/null
      """;

  private static final String KNOW_THYSELF =
      """
      read -r rebe_s </proc/self/stat
      rebe_i=${rebe_s%% *};set -- ${rebe_s##*) };rebe_i="$rebe_i ${20}"
      """;

  private static final String CLAIM =
      """
      while :;do
      (umask 077;echo "run $rebe_i $rebe_g $rebe_t $rebe_u" >"$rebe_w.n"&&printf '%511s\\n' x >"$rebe_w.r"&&mkfifo "$rebe_w.1" "$rebe_w.2"&&ln "$rebe_w.n" "$rebe_f")
      """;

  private static final String SEE_WHO_WON =
      """
      rebe_k=;read -r rebe_k rebe_1 rebe_2 rebe_x <"$rebe_f"
      [ "$rebe_k $rebe_1 $rebe_2" != "run $rebe_i" ]||break
      rm -f "$rebe_w".?
      exec 2>&5 5>&-
      if [ -e "$rebe_f" ];then
      {ANSWER}
      else
      rebe_c=x$rebe_c
      [ $rebe_c != {TRIES} ]||{ {REFUSE};}
      fi
      exec 5>&2 2>/dev/null
      done
      """;

  /** Who cannot be told runs nothing: the next delivery may. */
  private static final String SAY_CLAIMED =
      """
      echo "{P}claimed:$rebe_g:$rebe_t:$0"||{ rm -f "$rebe_f" "$rebe_w".?;exit 1;}
      """;

  /** Another delivery may have answered already that it was started. */
  private static final String SAY_CLAIMED_IF_HEARD =
      """
      echo "{P}claimed:$rebe_g:$rebe_t:$0"
      """;

  private static final String LET_GO =
      """
      echo {P}detached;echo {TICKET}
      exec >/dev/null 5>/dev/null
      """;

  /** No open of a pipe may wait for its other end, for who was to open that may be killed. */
  private static final String OPEN_PIPES =
      """
      exec 6<>"$rebe_w.1" 7<>"$rebe_w.2"
      exec 8<"$rebe_w.1" 9<"$rebe_w.2"
      exec 6>"$rebe_w.1" 7>"$rebe_w.2"
      """;

  /** They take what the command prints, whatever comes of the file, so that it never waits. */
  private static final String RECORD_OUTPUT =
      """
      (trap '' TERM HUP INT XFSZ;umask 077;ulimit -f {OUT_BLOCKS};cat >"$rebe_f.out"||{ cat >/dev/null;exit 9;}) <&8 6>&- 7>&- 8<&- 9<&- &
      rebe_p=$!
      (trap '' TERM HUP INT XFSZ;umask 077;ulimit -f {ERR_BLOCKS};cat >"$rebe_f.err"||{ cat >/dev/null;exit 9;}) <&9 6>&- 7>&- 8<&- 9<&- &
      rebe_o=$!
      exec 8<&- 9<&-
      """;

  private static final String BEFORE_COMMAND =
      "if [ \"$rebe_h\" ];then rebe_x=143;else\n(trap - TERM HUP INT PIPE\n";

  private static final String AFTER_COMMAND =
      """

      ) <{INPUT} >&6 2>&7 5>&- 6>&- 7>&-
      rebe_x=$?
      fi
      """;

  /**
   * What the command printed itself is in the pipes when it ends, and in the files a moment later.
   * What it left in the background may print for ever, and is not waited for beyond a second.
   */
  private static final String AWAIT_OUTPUT =
      """
      exec 6>&- 7>&-
      rebe_n=0
      while rebe_on $rebe_p ""||rebe_on $rebe_o "";do
      rebe_n=$((rebe_n+1))
      [ $rebe_n -lt 100 ]||{ [ $rebe_n -lt 120 ]||break;sleep 0.05||{ sleep 1;rebe_n=119;};}
      done
      rebe_4=0
      rebe_on $rebe_p ""||wait $rebe_p||rebe_4=1
      rebe_on $rebe_o ""||wait $rebe_o||rebe_4=1
      """;

  private static final String MEASURE_OUTPUT =
      """
      rebe_2=0 rebe_3=0
      [ ! -s "$rebe_f.out" ]||rebe_2=$(($(wc -c <"$rebe_f.out")))
      [ ! -s "$rebe_f.err" ]||rebe_3=$(($(wc -c <"$rebe_f.err")))
      [ $rebe_2 -le {OUT} ]||rebe_2={OUT_MORE} rebe_4=1
      [ $rebe_3 -le {ERR} ]||rebe_3={ERR_MORE} rebe_4=1
      read -r rebe_u rebe_y </proc/uptime
      """;

  /** Opened to be written in place: a full disk has room for what is there already. */
  private static final String WRITE_RESULT =
      """
      printf '%-511s\\n' "end $rebe_x $rebe_2 $rebe_3 $rebe_4 ${rebe_u%.*}" 1<>"$rebe_w.r"||exit 1
      """;

  private static final String SEAL =
      """
      mv -f "$rebe_w.r" "$rebe_f"||exit 1
      """;

  private static final String TIDY =
      """
      set -- "$rebe_w.n" "$rebe_w.1" "$rebe_w.2"
      [ -s "$rebe_f.out" ]||set -- "$@" "$rebe_f.out"
      [ -s "$rebe_f.err" ]||set -- "$@" "$rebe_f.err"
      rm -f "$@"
      """;

  private static final String ANSWER_AT_THE_END =
      """
      exec 2>&5 5>&-
      rebe_say
      exit 1
      """;

  private final Command<?> command;
  private final Token token;
  private final JournalEpoch epoch;
  private final String nonce;
  private final String input;

  /**
   * @param input the shell word of the file that the command reads
   */
  JournalScript(Command<?> command, Token token, String nonce, String input) {
    this.command = command;
    this.token = token;
    this.epoch =
        token
            .epoch()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The token " + token.id() + " was not bound to the journal's epoch"));
    this.nonce = nonce;
    this.input = input;
  }

  /**
   * The whole as steps, at any of which the machine may fail.
   *
   * @param body the command itself; replaces the shell that runs it
   */
  List<byte[]> steps(byte[] body) {
    List<byte[]> steps = new ArrayList<>();
    boolean detaches = command.tokenUse() == TokenUse.DETACH;
    boolean collects = command.tokenUse() == TokenUse.COLLECT;
    for (String step :
        List.of("rebe_c= rebe_w=$rebe_e/." + nonce + "\n", IS_ON, SAY, CHECK_EPOCH)) {
      steps.add(filled(step));
    }
    if (collects) {
      steps.add(filled(COLLECT));
      return steps;
    }
    for (String step : List.of(ANSWER_IF_CLAIMED, CHECK_AGE, HEED_SIGNALS, KNOW_THYSELF)) {
      steps.add(filled(step));
    }
    steps.add(filled(CLAIM));
    steps.add(filled(SEE_WHO_WON));
    if (detaches) {
      steps.add(filled(SAY_CLAIMED_IF_HEARD));
      steps.add(filled(LET_GO));
    } else {
      steps.add(filled(SAY_CLAIMED));
    }
    steps.add(filled(OPEN_PIPES));
    steps.add(filled(RECORD_OUTPUT));
    steps.add(
        new ScriptText()
            .add(filled(BEFORE_COMMAND))
            .add(body)
            .add(filled(AFTER_COMMAND))
            .toBytes());
    for (String step : List.of(AWAIT_OUTPUT, MEASURE_OUTPUT, WRITE_RESULT, SEAL, TIDY)) {
      steps.add(filled(step));
    }
    steps.add(filled(detaches ? "exit 0\n" : ANSWER_AT_THE_END));
    return steps;
  }

  private byte[] filled(String step) {
    boolean detaches = command.tokenUse() == TokenUse.DETACH;
    boolean collects = command.tokenUse() == TokenUse.COLLECT;
    long out = command.limits().stdoutBytes();
    long err = command.limits().stderrBytes();
    return ShellQuoting.ascii(
        step.replace("{WHILE_RUNNING}", collects ? DO_NOT_WAIT : WAIT_FOR_IT)
            .replace("{ANSWER}", detaches ? ANSWER_DETACHED : ANSWER_RESULT)
            .replace("{TRIES}", TRIES)
            .replace("{REFUSE}", Lowering.refuse(nonce, FailureKind.JOURNAL_UNAVAILABLE))
            .replace("{P}", Frames.prefix(nonce))
            .replace("{TICKET}", new DetachedWork(token, command.runAs()).toString())
            .replace("{ID}", epoch.journalId())
            .replace("{BOOT}", epoch.bootId())
            .replace("{SINCE}", String.valueOf(epoch.askedAtSeconds()))
            .replace("{KEPT}", String.valueOf(JournalEpoch.KEPT_SECONDS))
            .replace("{OUT_BLOCKS}", blocks(out))
            .replace("{ERR_BLOCKS}", blocks(err))
            .replace("{OUT_MORE}", String.valueOf(out + 1))
            .replace("{ERR_MORE}", String.valueOf(err + 1))
            .replace("{OUT}", String.valueOf(out))
            .replace("{ERR}", String.valueOf(err))
            .replace("{INPUT}", input));
  }

  /** Enough of 512 bytes for one byte more than the limit, by which it is seen that it was cut. */
  private static String blocks(long bytes) {
    return String.valueOf(bytes / 512 + 1);
  }
}
