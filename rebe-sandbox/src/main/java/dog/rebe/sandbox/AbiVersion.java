package dog.rebe.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of what a plugin and its host expect of each other. Within a major version a newer
 * minor one adds only what an older reader may ignore.
 *
 * @param major from 1
 * @param minor from 0
 */
public record AbiVersion(int major, int minor) {

  /** What this host offers. */
  public static final AbiVersion CURRENT = new AbiVersion(1, 0);

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})\\.(0|[1-9]\\d{0,3})");

  /**
   * Reads {@code 1.0}.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static AbiVersion parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no version of the interface: it looks like 1.0");
    }
    return new AbiVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** Whether this host can run a plugin that was made for that version. */
  boolean runs(AbiVersion plugin) {
    return plugin.major == major && plugin.minor <= minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
