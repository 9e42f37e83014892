package dog.rebe.examples.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code systemctl list-units --all --plain --no-legend}, for systems whose {@code --output=json}
 * does not exist yet or is ignored. Older ones print a mark before failed units even with {@code
 * --plain}.
 */
final class SystemctlUnitsDecoder implements TextDecoder {

  private static final int COLUMNS = 5;

  @Override
  public Object decode(ToolOutput output) throws RefusalException {
    return Map.of("units", units(output));
  }

  /** The units, each with its fields. */
  static List<Object> units(ToolOutput output) throws RefusalException {
    List<Object> units = new ArrayList<>();
    for (String line : output.lines()) {
      String bare = line.trim();
      if (bare.startsWith("UNIT ")) {
        continue;
      }
      if (isLegend(bare)) {
        break;
      }
      units.add(unit(bare));
    }
    return units;
  }

  /** With a legend, it begins with {@code LOAD = ...}. */
  private static boolean isLegend(String line) {
    return (line.startsWith("LOAD ") && line.contains("="))
        || line.contains(" loaded units listed.");
  }

  private static Map<String, Object> unit(String line) throws RefusalException {
    String unmarked =
        line.startsWith("●") || line.startsWith("*") || line.startsWith("○") || line.startsWith("×")
            ? line.substring(1).trim()
            : line;
    List<String> words = ToolOutput.words(unmarked, COLUMNS);
    if (words.size() < COLUMNS - 1 || words.get(0).indexOf('.') < 0) {
      throw new RefusalException("A line is no unit: " + line);
    }
    Map<String, Object> unit = new LinkedHashMap<>();
    unit.put("name", words.get(0));
    unit.put("load", words.get(1));
    unit.put("active", words.get(2));
    unit.put("sub", words.get(3));
    unit.put("description", words.size() == COLUMNS ? words.get(4) : "");
    return unit;
  }
}
