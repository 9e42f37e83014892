package dog.rebe.examples.robots;

import dog.rebe.command.DecodeException;
import dog.rebe.command.Decoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package that can be upgraded.
 *
 * @param name the package
 * @param from the version that is installed
 * @param to the version that would be
 */
public record Upgrade(String name, String from, String to) {

  private static final String NAME = "([A-Za-z0-9][A-Za-z0-9+._:-]*)";
  private static final Pattern APT =
      Pattern.compile("Inst " + NAME + " \\[([^\\] ]+)\\] \\(([^ ]+) ([^)]*)\\).*");
  private static final Pattern APK =
      Pattern.compile("\\([0-9]+/[0-9]+\\) Upgrading " + NAME + " \\(([^ ]+) -> ([^ )]+)\\)");

  /**
   * Of what {@code apt-get -s dist-upgrade} prints, the packages from a security archive. What is
   * newly installed has no version in square brackets, and is left to the upgrade that needs it.
   */
  static Decoder<List<Upgrade>> apt() {
    return Decoder.text()
        .map(
            text -> {
              List<Upgrade> upgrades = new ArrayList<>();
              for (String line : text.lines().toList()) {
                Matcher parts = APT.matcher(line);
                if (parts.matches()
                    && parts.group(4).toLowerCase(Locale.ROOT).contains("security")) {
                  upgrades.add(new Upgrade(parts.group(1), parts.group(2), parts.group(3)));
                }
              }
              return List.copyOf(upgrades);
            });
  }

  /** Of what {@code apk -s upgrade} prints, all: Alpine's releases get little but fixes. */
  static Decoder<List<Upgrade>> apk() {
    return Decoder.text()
        .map(
            text -> {
              List<Upgrade> upgrades = new ArrayList<>();
              for (String line : text.lines().toList()) {
                Matcher parts = APK.matcher(line);
                if (parts.matches()) {
                  upgrades.add(new Upgrade(parts.group(1), parts.group(2), parts.group(3)));
                } else if (line.contains("Upgrading")) {
                  throw new DecodeException("'" + line + "' names no package and two versions");
                }
              }
              return List.copyOf(upgrades);
            });
  }
}
