package dog.rebe.ssh.config;

import dog.rebe.ssh.openssh.PatternList;
import java.util.Locale;

/**
 * {@code IgnoreUnknown}. Its patterns cover words that are no directives. A directive that is not
 * supported is covered only by its own full name: that is somebody's decision, where {@code *} may
 * have been meant for something else. OpenSSH itself takes no notice of it for directives that it
 * knows.
 */
final class IgnoredWords {

  private IgnoredWords() {}

  static PatternList patterns(Directive directive) {
    return PatternList.ofCommas(directive.argument().toLowerCase(Locale.ROOT));
  }

  /** Whether a word that is no directive is covered. */
  static boolean covers(PatternList patterns, String word) {
    return patterns.matches(word);
  }

  /** Whether a directive that is not supported is covered. */
  static boolean names(PatternList patterns, Directive directive) {
    return patterns.patterns().stream()
        .anyMatch(
            name ->
                name.equals(directive.keyword())
                    || name.equals(directive.written().toLowerCase(Locale.ROOT)));
  }

  static SshConfigException unknown(Directive directive) {
    return SshConfigException.at(
        directive.place(),
        ValueForm.shown(directive.written()) + " is no directive of ssh_config",
        "Correct it, or cover it with IgnoreUnknown further up if it is another program's");
  }
}
