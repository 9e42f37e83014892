package dog.rebe.examples.robots;

import dog.rebe.ssh.testkit.Answer;
import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The packages of a simulated machine with apt or apk, as their tools show them. */
final class SimulatedPackages {

  private record Installed(String installed, String available, String origin) {}

  private final Map<String, Installed> packages = new TreeMap<>();
  private int reboots;
  private boolean rebootRequired;

  SimulatedPackages with(String name, String installed, String available, String origin) {
    packages.put(name, new Installed(installed, available, origin));
    return this;
  }

  NodeDefinition apt(NodeDefinition node) {
    Program apt = (words, input) -> apt(words);
    return shell(node.program("apt-get", apt), "apt");
  }

  NodeDefinition apk(NodeDefinition node) {
    Program apk = (words, input) -> apk(words);
    return shell(node.program("apk", apk), "apk");
  }

  private NodeDefinition shell(NodeDefinition node, String manager) {
    return node.program(
        "sh",
        (words, input) ->
            words.get(3).equals("manager")
                ? Answer.printing(manager + "\n")
                : script(words.get(3), words));
  }

  synchronized String state() {
    return packages + " reboots " + reboots;
  }

  private synchronized Answer apt(List<String> words) {
    if (words.contains("dist-upgrade")) {
      return Answer.printing("Reading package lists...\n" + lines(packages.keySet()));
    }
    List<String> wanted = words.subList(words.indexOf("--only-upgrade") + 1, words.size());
    for (String name : wanted) {
      String[] parts = name.split("=", 2);
      Installed known = packages.get(parts[0]);
      if (known == null || !known.available.equals(parts[1])) {
        return Answer.silent().printingError("E: Version not found\n").exiting(100);
      }
    }
    List<String> names = wanted.stream().map(name -> name.split("=", 2)[0]).toList();
    if (words.contains("-s")) {
      return Answer.printing("Reading package lists...\n" + lines(names));
    }
    names.forEach(this::upgrade);
    return Answer.printing("Done.\n");
  }

  private String lines(Iterable<String> names) {
    StringBuilder lines = new StringBuilder();
    for (String name : names) {
      Installed one = packages.get(name);
      if (one != null && !one.installed.equals(one.available)) {
        lines.append(
            "Inst %s [%s] (%s %s [amd64])\n"
                .formatted(name, one.installed, one.available, one.origin));
      }
    }
    return lines.toString();
  }

  private synchronized Answer apk(List<String> words) {
    List<String> waiting =
        packages.entrySet().stream()
            .filter(one -> !one.getValue().installed.equals(one.getValue().available))
            .map(Map.Entry::getKey)
            .toList();
    StringBuilder lines = new StringBuilder();
    for (String name : waiting) {
      Optional.ofNullable(packages.get(name))
          .ifPresent(
              one ->
                  lines.append(
                      "(%d/%d) Upgrading %s (%s -> %s)\n"
                          .formatted(
                              waiting.indexOf(name) + 1,
                              waiting.size(),
                              name,
                              one.installed,
                              one.available)));
    }
    if (!words.contains("-s")) {
      waiting.forEach(this::upgrade);
    }
    return Answer.printing(lines + "OK: 9 MiB in 15 packages\n");
  }

  private void upgrade(String name) {
    packages.computeIfPresent(
        name, (same, one) -> new Installed(one.available, one.available, one.origin));
    rebootRequired |= name.startsWith("linux");
  }

  private synchronized Answer script(String name, List<String> words) {
    if (name.equals("would-reboot")) {
      return Answer.printing("would reboot if the updates ask for it\n");
    }
    if (name.equals("reboot")) {
      reboots += rebootRequired ? 1 : 0;
      return Answer.silent();
    }
    for (int i = 4; i + 1 < words.size(); i += 2) {
      Installed one = packages.get(words.get(i));
      String version = one == null ? "" : name.equals("same") ? one.available : one.installed;
      if (!version.equals(words.get(i + 1))) {
        return Answer.silent().exiting(1);
      }
    }
    return Answer.silent();
  }
}
