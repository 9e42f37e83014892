package dog.rebe.command;

/**
 * The lines by which a script of ours speaks on standard output, in one place for those who write
 * them (lowering, simulated nodes) and those who read them. Each begins with a nonce that is fresh
 * for the attempt, so that no output can forge one.
 *
 * <pre>
 * rebe:NONCE:user:SHELLNAME              about to change the user
 * rebe:NONCE:group:ID:START:SHELLNAME    the process group, where preparations follow
 * rebe:NONCE:private:PATH                a directory with secrets that must not outlive the group
 * rebe:NONCE:refused:KIND                nothing is run, because of this failure kind
 * rebe:NONCE:run:ID:START:SHELLNAME      the next byte is the command's own
 * rebe:NONCE:batch:COUNT                 the first member's output follows
 * rebe:NONCE:end:MEMBER:EXIT             the member ended ("late" for EXIT: it was abandoned)
 * rebe:NONCE:done                        the batch ended
 *
 * Of a command with a token, in place of "run":
 * rebe:NONCE:claimed:ID:START:SHELLNAME  this delivery has claimed the token and runs the command
 * rebe:NONCE:running:ID:START:SHELLNAME  an earlier one has, and the command is at work
 * rebe:NONCE:ended:EXIT:OUT:ERR:CUT      it ended; its recorded output follows
 * rebe:NONCE:detached                    it is at work or has ended, and nobody waits for it
 * rebe:NONCE:unknown:KIND                nothing was run by this delivery, and why there is no result
 * </pre>
 */
final class Frames {

  static final String USER = "user";
  static final String GROUP = "group";
  static final String PRIVATE = "private";
  static final String REFUSED = "refused";
  static final String RUN = "run";
  static final String BATCH = "batch";
  static final String END = "end";
  static final String DONE = "done";

  static final String CLAIMED = "claimed";
  static final String RUNNING = "running";
  static final String ENDED = "ended";
  static final String DETACHED = "detached";
  static final String UNKNOWN = "unknown";

  /** What stands for the exit of a member that was abandoned. */
  static final String LATE = "late";

  private Frames() {}

  /** What each line of this nonce begins with. */
  static String prefix(String nonce) {
    return "rebe:" + nonce + ":";
  }

  /** A line without its newline. */
  static String line(String nonce, String... fields) {
    return prefix(nonce) + String.join(":", fields);
  }
}
