package dog.rebe.examples.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code apt list --upgradable} under the C locale: {@code name/suites version arch [upgradable
 * from: version]}. It warns that its interface is not stable, so what is not understood is refused.
 */
final class AptUpgradableDecoder implements TextDecoder {

  private static final String FROM = "[upgradable from: ";

  @Override
  public Object decode(ToolOutput output) throws RefusalException {
    List<Object> packages = new ArrayList<>();
    for (String line : output.lines()) {
      if (line.startsWith("Listing...") || line.startsWith("WARNING:")) {
        continue;
      }
      if (!line.startsWith("N: ")) {
        packages.add(upgrade(line));
      }
    }
    return Map.of("packages", packages);
  }

  private static Map<String, Object> upgrade(String line) throws RefusalException {
    List<String> words = ToolOutput.words(line, 4);
    int slash = words.get(0).indexOf('/');
    if (words.size() != 4
        || slash < 1
        || !words.get(3).startsWith(FROM)
        || !words.get(3).endsWith("]")) {
      throw new RefusalException("A line is no package that can be upgraded: " + line);
    }
    String suites = words.get(0).substring(slash + 1);
    boolean security = suites.endsWith("-security") || suites.contains("-security,");
    Map<String, Object> upgrade = new LinkedHashMap<>();
    upgrade.put("name", words.get(0).substring(0, slash));
    upgrade.put("architecture", words.get(2));
    upgrade.put("installed", words.get(3).substring(FROM.length(), words.get(3).length() - 1));
    upgrade.put("available", words.get(1));
    upgrade.put("security", security);
    return upgrade;
  }
}
