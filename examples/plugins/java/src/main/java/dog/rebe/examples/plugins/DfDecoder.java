package dog.rebe.examples.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code df -P -k}, which POSIX describes. Without {@code -P}, BusyBox and old coreutils break the
 * line after a long name of a device; some systems print what they could not look at to standard
 * error and exit 1.
 */
final class DfDecoder implements TextDecoder {

  private static final long KIB = 1024;
  private static final int SIZES = 3;

  @Override
  public Object decode(ToolOutput output) throws RefusalException {
    List<String> lines = output.lines();
    if (lines.isEmpty() || !lines.get(0).startsWith("Filesystem")) {
      throw new RefusalException("This is not what df -P -k prints: it has no heading");
    }
    if (!lines.get(0).contains("1024-blocks") && !lines.get(0).contains("1K-blocks")) {
      throw new RefusalException("The blocks are not of 1024 bytes: call it as df -P -k");
    }
    List<Object> fileSystems = new ArrayList<>();
    String begun = "";
    for (String line : lines.subList(1, lines.size())) {
      String whole = begun.isEmpty() ? line : begun + " " + line;
      List<Integer> starts = starts(whole);
      int sizes = sizes(whole, starts);
      if (sizes < 0 && begun.isEmpty()) {
        begun = line.trim();
      } else if (sizes < 0) {
        throw new RefusalException("A line of df has other columns: " + whole);
      } else {
        begun = "";
        fileSystems.add(fileSystem(whole, starts, sizes));
      }
    }
    if (!begun.isEmpty()) {
      throw new RefusalException("A line of df has no sizes: " + begun);
    }
    return Map.of("fileSystems", fileSystems);
  }

  /** Where each word begins. */
  private static List<Integer> starts(String line) {
    List<Integer> starts = new ArrayList<>();
    boolean inWord = false;
    for (int i = 0; i < line.length(); i++) {
      boolean letter = line.charAt(i) > ' ';
      if (letter && !inWord) {
        starts.add(i);
      }
      inWord = letter;
    }
    return starts;
  }

  private static String word(String line, List<Integer> starts, int i) {
    int end = i + 1 < starts.size() ? starts.get(i + 1) : line.length();
    return line.substring(starts.get(i), end).trim();
  }

  /**
   * Which word is the first of the three sizes, -1 if there are none: both the device and the mount
   * may have spaces in their names, so the columns cannot be counted.
   */
  private static int sizes(String line, List<Integer> starts) {
    for (int i = 1; i + SIZES + 1 < starts.size(); i++) {
      String capacity = word(line, starts, i + SIZES);
      if (isSize(word(line, starts, i))
          && isSize(word(line, starts, i + 1))
          && isSize(word(line, starts, i + 2))
          && (capacity.endsWith("%") || capacity.equals("-"))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSize(String word) {
    for (int i = word.length() > 1 && word.charAt(0) == '-' ? 1 : 0; i < word.length(); i++) {
      if ((word.charAt(i) < '0' || word.charAt(i) > '9') && !word.equals("-")) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Object> fileSystem(String line, List<Integer> starts, int sizes)
      throws RefusalException {
    Map<String, Object> fileSystem = new LinkedHashMap<>();
    fileSystem.put("device", line.substring(0, starts.get(sizes)).trim());
    fileSystem.put("mount", line.substring(starts.get(sizes + SIZES + 1)).trim());
    fileSystem.put("sizeBytes", bytes(word(line, starts, sizes)));
    fileSystem.put("usedBytes", bytes(word(line, starts, sizes + 1)));
    fileSystem.put("availableBytes", bytes(word(line, starts, sizes + 2)));
    return fileSystem;
  }

  /** What a file system does not say, it prints as a hyphen. */
  private static long bytes(String word) throws RefusalException {
    return word.equals("-") ? 0 : ToolOutput.number(word, "a number of blocks") * KIB;
  }
}
