package dog.rebe.examples.robots;

import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.Program;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a simulated machine, and the tools that the janitor works with. */
final class SimulatedDisk {

  /** A file's size and times. */
  private record Entry(long sizeBytes, long changedAt, long daysOld) {}

  private final Map<String, Entry> files = new TreeMap<>();

  synchronized SimulatedDisk file(String path, long sizeBytes, long daysOld) {
    files.put(path, new Entry(sizeBytes, 1_700_000_000L - daysOld * 86_400, daysOld));
    return this;
  }

  NodeDefinition on(NodeDefinition node) {
    Program program = (arguments, input) -> run(arguments);
    return node.program("find", program)
        .program("stat", program)
        .program("sh", program)
        .program("rm", program);
  }

  synchronized String state() {
    return files.toString();
  }

  private synchronized Answer run(List<String> words) {
    return switch (words.get(0)) {
      case "find" -> find(words);
      case "stat" -> stat(words);
      case "rm" -> remove(words);
      default -> script(words.get(3), words.get(4), words.subList(5, words.size()));
    };
  }

  private Answer find(List<String> words) {
    List<String> folders = words.subList(1, words.indexOf("-xdev"));
    String ending = words.get(words.indexOf("-name") + 1).substring(1);
    int age = Math.max(words.indexOf("-mtime"), words.indexOf("-ctime"));
    long days = Long.parseLong(words.get(age + 1).substring(1));
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (path, entry) -> {
          if (folders.stream().anyMatch(folder -> path.startsWith(folder + "/"))
              && path.endsWith(ending)
              && entry.daysOld > days) {
            lines.append(line(path, entry));
          }
        });
    return Answer.printing(lines.toString());
  }

  private Answer stat(List<String> words) {
    StringBuilder lines = new StringBuilder();
    for (String path : words.subList(words.indexOf("--") + 1, words.size())) {
      Entry entry = files.get(path);
      if (entry == null) {
        return Answer.silent().printingError("stat: " + path + ": No such file\n").exiting(1);
      }
      lines.append(
          words.get(2).startsWith("would")
              ? words.get(2).replace("%n", path).replace("%s", "" + entry.sizeBytes) + "\n"
              : line(path, entry));
    }
    return Answer.printing(lines.toString());
  }

  private static String line(String path, Entry entry) {
    return new OldFile(entry.sizeBytes, entry.changedAt, path).line() + "\n";
  }

  private Answer remove(List<String> words) {
    words.subList(3, words.size()).forEach(files::remove);
    return Answer.silent();
  }

  private Answer script(String name, String quarantine, List<String> paths) {
    for (String path : paths) {
      boolean there = files.containsKey(path);
      boolean aside = files.containsKey(quarantine + path);
      if (name.equals("is-aside") && (there || !aside)) {
        return Answer.silent().exiting(1);
      }
      if (name.equals("set-aside") && there) {
        files.put(quarantine + path, files.remove(path));
      }
      if (name.equals("bring-back") && aside) {
        files.put(path, files.remove(quarantine + path));
      }
    }
    return Answer.silent();
  }
}
