package dog.rebe.cli.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many nodes may fail before a run stops: a number, or a share of the fleet as in {@code 10%}.
 *
 * @param failures that are still allowed, in nodes or, for a share, in percent
 * @param isShare whether it is a share
 */
public record FailureBound(int failures, boolean isShare) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(%?)");

  /**
   * Reads a bound.
   *
   * @throws BadInput if it is neither a number nor a share of 0 to 100 percent
   */
  public static FailureBound parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new BadInput(
          "'"
              + Shown.value(text)
              + "' is no bound for failures: write a number of nodes as in 5, or a share as in 10%");
    }
    int failures = Integer.parseInt(matcher.group(1));
    boolean isShare = !matcher.group(2).isEmpty();
    if (isShare && failures > 100) {
      throw new BadInput(
          "'" + Shown.value(text) + "' is more than all: write a share of 0% to 100%");
    }
    return new FailureBound(failures, isShare);
  }
}
