package dog.rebe.command;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The process group on a node that a command and its children belong to, as the command's header
 * announced it.
 *
 * @param id the group's id; more than 1, because 0 and 1 would mean ourselves and everybody to
 *     kill(2)
 * @param startTime when the group's leader started, in clock ticks since boot (field 22 of
 *     proc(5)'s stat), by which a second use of the id is told from the first; 0 where it cannot be
 *     read
 * @param privateDirectory the directory with the command's secrets, which goes when the group ends
 */
public record ProcessGroup(long id, String startTime, Optional<String> privateDirectory) {

  public ProcessGroup {
    if (id <= 1) {
      throw new IllegalArgumentException("The process group " + id + " cannot be a command's");
    }
    if (!Digits.areDecimal(startTime, 20)) {
      throw new IllegalArgumentException("'" + startTime + "' is no start time in clock ticks");
    }
    Objects.requireNonNull(privateDirectory, "privateDirectory");
  }

  /** A group without private files. */
  public static ProcessGroup of(long id, String startTime) {
    return new ProcessGroup(id, startTime, Optional.empty());
  }

  /**
   * A POSIX script that ends the group, for a second channel and by {@link
   * ShellDialect#commandLine}. It asks the members to end (TERM, and CONT for those that are
   * stopped), waits for them, ends those that are left (KILL), waits for them, and says whether any
   * is left. Members that are zombies have ended. It takes no longer than the grace and about a
   * second (a node whose {@code sleep} knows no fractions needs it). It does nothing where the id
   * now belongs to processes that started later.
   *
   * @param grace the time for both waits: three quarters for the first, the rest for the second.
   *     Zero means KILL at once, and one look
   * @param runAs as whom the command runs: only that user and root may end it
   */
  public String endScript(Duration grace, Optional<RunAs> runAs) {
    String script = EndScript.of(this, grace);
    return runAs
        .map(
            user ->
                new String(
                    RunAsScript.around(user, script.getBytes(StandardCharsets.UTF_8)),
                    StandardCharsets.UTF_8))
        .orElse(script);
  }

  /** Whether the script of {@link #endScript} said that no member is left but zombies. */
  public static boolean confirmed(String scriptOutput) {
    return scriptOutput.lines().anyMatch(line -> line.equals(EndScript.ENDED));
  }
}
