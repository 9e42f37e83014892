package dog.rebe.ssh.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an exec request asks for.
 *
 * @param description for records
 * @param preamble printed before anything else, whatever the node's faults
 * @param program what runs then
 * @param arguments its name and arguments
 * @param secretLines lines of standard input that are not the program's own
 * @param process the number that the preamble gave its process, if it did
 * @param counted whether it is a command, which is counted and has faults
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record Job(
    String description,
    byte[] preamble,
    Program program,
    List<String> arguments,
    int secretLines,
    Optional<Long> process,
    boolean counted) {

  static Job plain(String description, Programs.Chosen chosen) {
    return new Job(
        description, new byte[0], chosen.program(), chosen.arguments(), 0, Optional.empty(), true);
  }

  /** What a node's journal answers; counted if the command began with this delivery. */
  static Job journaled(String description, long group, NodeJournal.Reply reply) {
    return new Job(
        description,
        reply.first(),
        Program.answering(reply.answer()),
        List.of("sh"),
        0,
        Optional.of(group),
        reply.began());
  }

  /** Looks after other commands. */
  static Job control(String description, byte[] output) {
    return uncounted(description, output, Answer.silent());
  }

  /** Runs nothing. */
  static Job refused(byte[] output, Answer complaint) {
    return uncounted("refused", output, complaint.exiting(1));
  }

  static Job of(String description, String output, Answer answer) {
    return uncounted(description, output.getBytes(StandardCharsets.UTF_8), answer);
  }

  private static Job uncounted(String description, byte[] output, Answer answer) {
    return new Job(
        description, output, Program.answering(answer), List.of("sh"), 0, Optional.empty(), false);
  }

  /** The same, in this process group, behind this header. */
  Job announced(long group, byte[] header, int lines) {
    return new Job(description, header, program, arguments, lines, Optional.of(group), counted);
  }

  /** The same, behind this text of the login shell. */
  Job after(String noise) {
    if (noise.isEmpty()) {
      return this;
    }
    byte[] first = noise.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(first, first.length + preamble.length);
    System.arraycopy(preamble, 0, all, first.length, preamble.length);
    return new Job(description, all, program, arguments, secretLines, process, counted);
  }
}
