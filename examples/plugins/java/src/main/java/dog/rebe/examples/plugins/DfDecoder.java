package dog.rebe.examples.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code df -P -k}, which POSIX describes. BusyBox breaks the line after a long name of a device,
 * with {@code -P} as without; some systems print what they could not look at to standard error and
 * exit 1.
 */
final class DfDecoder implements TextDecoder {

  private static final long KIB = 1024;
  private static final int COLUMNS = 6;

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
      List<String> words = ToolOutput.words(whole, COLUMNS);
      if (words.size() == 1 && begun.isEmpty()) {
        begun = line.trim();
        continue;
      }
      begun = "";
      fileSystems.add(fileSystem(words, whole));
    }
    if (!begun.isEmpty()) {
      throw new RefusalException("The output ends in the middle of a line");
    }
    return Map.of("fileSystems", fileSystems);
  }

  private static Map<String, Object> fileSystem(List<String> words, String line)
      throws RefusalException {
    if (words.size() != COLUMNS || (!words.get(4).endsWith("%") && !words.get(4).equals("-"))) {
      throw new RefusalException("A line of df has other columns: " + line);
    }
    Map<String, Object> fileSystem = new LinkedHashMap<>();
    fileSystem.put("device", words.get(0));
    fileSystem.put("mount", words.get(5));
    fileSystem.put("sizeBytes", bytes(words.get(1)));
    fileSystem.put("usedBytes", bytes(words.get(2)));
    fileSystem.put("availableBytes", bytes(words.get(3)));
    return fileSystem;
  }

  /** What a file system does not say, it prints as a hyphen. */
  private static long bytes(String word) throws RefusalException {
    return word.equals("-") ? 0 : ToolOutput.number(word, "a number of blocks") * KIB;
  }
}
