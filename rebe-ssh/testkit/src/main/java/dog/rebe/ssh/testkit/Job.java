package dog.rebe.ssh.testkit;

import java.util.List;
import java.util.Optional;

/**
 * What an exec request asks for.
 *
 * @param description for records
 * @param preamble printed before anything else, whatever the node's faults
 * @param program what runs then
 * @param arguments its name and arguments
 * @param skippedInput bytes of standard input that are not the program's own
 * @param process the number that the preamble gave its process, if it did
 * @param control whether it only looks after other commands: it is not counted and has no faults
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record Job(
    String description,
    byte[] preamble,
    Program program,
    List<String> arguments,
    int skippedInput,
    Optional<Long> process,
    boolean control) {

  static Job plain(String description, Program program, List<String> arguments) {
    return new Job(description, new byte[0], program, arguments, 0, Optional.empty(), false);
  }
}
