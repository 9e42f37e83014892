package dog.rebe.sandbox.preview;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a command would do on some machines, to be shown. Immutable.
 *
 * @param command the command or script, as a person would write it
 * @param at when the machines were looked at
 * @param sentence how far the machines are alike; empty where there is only one
 * @param groups machines on which it would do the same, the largest group first; copied
 * @param ungrouped machines that were only counted, because there were too many different ones
 * @param failures machines that could not be previewed; copied
 */
public record PreviewReport(
    String command,
    Instant at,
    String sentence,
    List<PreviewFold.Group> groups,
    long ungrouped,
    List<Failed> failures) {

  /**
   * A machine that could not be previewed.
   *
   * @param node its name
   * @param headline what is wrong, in words for its owner
   * @param nextStep what to do about it; may be empty
   */
  public record Failed(String node, String headline, String nextStep) {}

  public PreviewReport {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(sentence, "sentence");
    groups = List.copyOf(groups);
    failures = List.copyOf(failures);
  }

  /** What was folded. */
  public static PreviewReport of(
      String command, Instant at, PreviewFold fold, List<Failed> failures) {
    List<PreviewFold.Group> groups = fold.groups();
    boolean one = groups.size() == 1 && groups.get(0).count() == 1;
    return new PreviewReport(
        command, at, one ? "" : fold.sentence(), groups, fold.ungrouped(), failures);
  }
}
