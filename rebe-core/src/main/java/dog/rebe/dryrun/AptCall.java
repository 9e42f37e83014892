package dog.rebe.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One call of {@code apt-get} of which all words are known.
 *
 * @param verb what it does
 * @param options of those that are known
 * @param named the packages
 */
record AptCall(String verb, List<String> options, List<String> named) {

  private static final Set<String> VERBS =
      Set.of("install", "upgrade", "dist-upgrade", "full-upgrade", "remove", "purge", "autoremove");
  private static final Set<String> YES = Set.of("-y", "--yes", "--assume-yes");
  private static final Pattern QUIET = Pattern.compile("--quiet|-(?:qq?|yqq?|qy)");
  private static final Set<String> OPTIONS =
      Set.of(
          "-f",
          "--fix-broken",
          "-m",
          "--only-upgrade",
          "--no-upgrade",
          "--no-install-recommends",
          "--install-recommends",
          "--no-install-suggests",
          "--with-new-pkgs",
          "--allow-downgrades",
          "--allow-change-held-packages",
          "--reinstall",
          "--purge",
          "--autoremove",
          "--auto-remove",
          "--no-remove",
          "--no-auto-remove");
  private static final String DPKG = "Dpkg::Options::=";

  AptCall {
    options = List.copyOf(options);
    named = List.copyOf(named);
  }

  /** Reads the words after the program's name; empty if one of them is not known. */
  static Optional<AptCall> of(List<String> words) {
    List<String> options = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isSetting = word.equals("-o") && i + 1 < words.size();
      if (isSetting && words.get(i + 1).regionMatches(true, 0, DPKG, 0, DPKG.length())) {
        i++;
      } else if (!word.startsWith("-")) {
        named.add(word);
      } else if (OPTIONS.contains(word) || YES.contains(word) || QUIET.matcher(word).matches()) {
        options.add(word);
      } else {
        return Optional.empty();
      }
    }
    return named.isEmpty() || !VERBS.contains(named.get(0))
        ? Optional.empty()
        : Optional.of(new AptCall(named.get(0), options, named.subList(1, named.size())));
  }

  /** The call that only tells, as loudly as its sum needs. */
  List<String> simulated() {
    List<String> words = new ArrayList<>(List.of("apt-get", "--simulate", "-q"));
    if (saysYes()) {
      words.add("-y");
    }
    words.add(verb.equals("full-upgrade") ? "dist-upgrade" : verb);
    options.stream().filter(OPTIONS::contains).forEach(words::add);
    words.addAll(named);
    return words;
  }

  /** Whether it asks nothing: it was told to say yes, or to be so quiet that it says nothing. */
  boolean saysYes() {
    long quiet = 0;
    for (String option : options) {
      boolean isQuiet = QUIET.matcher(option).matches();
      if (YES.contains(option) || (isQuiet && option.indexOf('y') > 0)) {
        return true;
      } else if (isQuiet) {
        quiet += option.equals("-qq") ? 2 : 1;
      }
    }
    return quiet >= 2;
  }

  /**
   * Whether it may ask before it does this. It does not where it installs what was named, each of
   * it, and nothing else; where a name may stand for several packages, nobody can tell.
   *
   * @param coming how many packages it would install or upgrade
   * @param going how many it would remove
   * @param unusual whether it would also change what is held, or go back to older versions
   */
  boolean mayAsk(long coming, long going, boolean unusual) {
    if (saysYes() || coming + going == 0) {
      return false;
    }
    boolean asNamed =
        verb.equals("install") && going == 0 && named.stream().distinct().count() == coming;
    return unusual || !asNamed;
  }
}
