package dog.rebe.command;

import dog.rebe.outcome.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a request to execute asks for, read back from its bytes. For simulated nodes, which answer
 * in place of a shell: it knows the form of every script that this version of the library writes,
 * and how a shell would answer it, so that the form has one home. It is no shell: what others wrote
 * it does not read.
 */
public sealed interface LoweredScript
    permits LoweredScript.Start, LoweredScript.Claim, LoweredScript.End {

  /**
   * Reads a request to execute.
   *
   * @param commandLine the bytes of {@link ShellDialect#commandLine}, in any dialect
   * @return empty if no version of this library's scripts looks like that
   */
  static Optional<LoweredScript> read(byte[] commandLine) {
    return ScriptReader.read(commandLine);
  }

  /**
   * A command is to be started.
   *
   * @param nonce frames the answers
   * @param learnsDialect whether the answer must say what the login shell is
   * @param runAs the user who runs it; absent for the login's own
   * @param directory where it runs; absent for the login's own
   * @param secretLines how many lines of standard input are secrets and come before the command's
   *     own input
   * @param work what is run
   */
  record Start(
      String nonce,
      boolean learnsDialect,
      Optional<RunAs> runAs,
      Optional<String> directory,
      int secretLines,
      Work work)
      implements LoweredScript {

    /**
     * What is printed first by a node whose login shell is a POSIX one. The output of the command,
     * or of the first member, comes after it.
     *
     * @param groupId the process group that an {@link End} may name later; more than 1
     * @param startTime clock ticks since boot, or 0
     */
    public byte[] header(long groupId, String startTime) {
      String shell = learnsDialect ? AnyShellText.SHELL_NAME : "sh";
      StringBuilder lines = new StringBuilder();
      if (runAs.isPresent()) {
        lines.append(Frames.line(nonce, Frames.USER, shell)).append('\n');
      }
      lines
          .append(Frames.line(nonce, Frames.RUN, String.valueOf(groupId), startTime, shell))
          .append('\n');
      if (work instanceof Members members) {
        lines
            .append(Frames.line(nonce, Frames.BATCH, String.valueOf(members.names().size())))
            .append('\n');
      }
      return bytes(lines.toString());
    }

    /**
     * What is printed in place of the header and the output if the script can run nothing, for
     * instance because there is no such directory. The exit is 1.
     */
    public byte[] refusal(FailureKind kind) {
      return bytes(Frames.line(nonce, Frames.REFUSED, kind.code()) + "\n");
    }

    /**
     * All that is printed to standard output where the user cannot be changed. The exit is 1, and
     * the tool's complaint goes to standard error.
     */
    public byte[] runAsRefusal() {
      String shell = learnsDialect ? AnyShellText.SHELL_NAME : "sh";
      return bytes(Frames.line(nonce, Frames.USER, shell) + "\n");
    }

    /** What is printed after the output of a member of a batch that ended. */
    public byte[] memberEnd(String member, int exit) {
      return bytes(Frames.line(nonce, Frames.END, member, String.valueOf(exit)) + "\n");
    }

    /**
     * What is printed after the output of a member of a batch that was abandoned because it hangs.
     */
    public byte[] memberLate(String member) {
      return bytes(Frames.line(nonce, Frames.END, member, Frames.LATE) + "\n");
    }

    /** What is printed after the last member of a batch. The exit is 0. */
    public byte[] batchEnd() {
      return bytes(Frames.line(nonce, Frames.DONE) + "\n");
    }
  }

  /**
   * A command is to be started at most once by its token, or the result of that is asked for.
   *
   * @param nonce frames the answers
   * @param learnsDialect whether the answer must say what the login shell is
   * @param runAs the user who runs it, whose journal is meant; absent for the login's own
   * @param directory where it runs; absent for the login's own
   * @param token the token, under the epoch under which it may be claimed
   * @param work what is run; absent where only the result is asked for
   */
  record Claim(
      String nonce,
      boolean learnsDialect,
      Optional<RunAs> runAs,
      Optional<String> directory,
      Token token,
      Optional<Work> work)
      implements LoweredScript {

    /** What is printed first by the delivery that has claimed the token. */
    public byte[] claimed(long groupId, String startTime) {
      return bytes(user() + frame(Frames.CLAIMED, String.valueOf(groupId), startTime, shell()));
    }

    /** What is printed first by a delivery that finds the command at work. */
    public byte[] running(long groupId, String startTime) {
      return bytes(user() + frame(Frames.RUNNING, String.valueOf(groupId), startTime, shell()));
    }

    /**
     * What is printed once the command has ended. What it printed follows, to each of the two
     * streams, and the exit is 0.
     */
    public byte[] ended(int status, long stdoutBytes, long stderrBytes) {
      return bytes(
          frame(
              Frames.ENDED,
              String.valueOf(status),
              String.valueOf(stdoutBytes),
              String.valueOf(stderrBytes),
              "0"));
    }

    /** What is printed where there is no result. The exit is 0. */
    public byte[] unknown(FailureKind kind) {
      return bytes(frame(Frames.UNKNOWN, kind.code()));
    }

    /** What comes before the answers of a journal that needs no claim: the user, if he changed. */
    public byte[] preamble() {
      return bytes(user());
    }

    private String user() {
      return runAs.isPresent() ? frame(Frames.USER, shell()) : "";
    }

    private String shell() {
      return learnsDialect ? AnyShellText.SHELL_NAME : "sh";
    }

    private String frame(String... fields) {
      return Frames.line(nonce, fields) + "\n";
    }
  }

  /** What is run. */
  sealed interface Work permits Arguments, Text, Members, JournalQuestion {}

  /** The journal is asked for its epoch, whose text form is printed. */
  record JournalQuestion() implements Work {}

  /**
   * A program and its arguments.
   *
   * @param words each as one character for each byte (ISO 8859-1); the path of a secret's file is
   *     {@code $rebe_d/0} and so on, in the order of the secret lines that are no variables
   */
  record Arguments(List<String> words) implements Work {
    public Arguments {
      words = List.copyOf(words);
    }
  }

  /**
   * A shell script.
   *
   * @param script its text
   */
  record Text(String script) implements Work {}

  /**
   * A batch.
   *
   * @param names the members in their order
   */
  record Members(List<String> names) implements Work {
    public Members {
      names = List.copyOf(names);
    }
  }

  /**
   * A process group is to be ended.
   *
   * @param groupId the group
   * @param runAs as whom
   */
  record End(long groupId, Optional<RunAs> runAs) implements LoweredScript {

    /** What is printed, with exit 0, once the group has ended, or could not be ended. */
    public byte[] answer(boolean ended) {
      return bytes((ended ? EndScript.ENDED : EndScript.LEFT) + "\n");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
