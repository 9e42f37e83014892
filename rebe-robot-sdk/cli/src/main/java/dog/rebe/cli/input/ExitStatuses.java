package dog.rebe.cli.input;

import java.util.List;
import java.util.regex.Pattern;

/** The exit statuses that were typed after an option. */
public final class ExitStatuses {

  private static final Pattern FORM = Pattern.compile("\\d{1,3}");

  private ExitStatuses() {}

  /**
   * Reads them; the highest is the command's matter.
   *
   * @param option for messages
   * @throws BadInput if one is none
   */
  public static int[] of(String option, List<String> texts) {
    return texts.stream().mapToInt(text -> one(option, text)).toArray();
  }

  private static int one(String option, String text) {
    if (!FORM.matcher(text).matches()) {
      throw new BadInput(option + " '" + Shown.value(text) + "' is no exit status: use 0 to 255");
    }
    return Integer.parseInt(text);
  }
}
