package dog.rebe.ssh.openssh;

/**
 * A pattern as ssh_config(5) describes it under PATTERNS: {@code *} stands for any number of
 * characters, {@code ?} for exactly one, everything else for itself. Case counts.
 */
public final class Wildcard {

  private Wildcard() {}

  /**
   * Whether the pattern describes the whole of the text. Time grows with the product of lengths.
   */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int afterStar = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        afterStar = t;
      } else if (p < pattern.length() && isOne(pattern.charAt(p), text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++afterStar;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean isOne(char inPattern, char inText) {
    return inPattern == '?' || inPattern == inText;
  }

  /** Whether the pattern stands for more than the text that it is. */
  public static boolean isIn(String pattern) {
    return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
  }
}
