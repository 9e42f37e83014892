package dog.rebe.sandbox.previewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A command on a tree, made from a seed: options that people use, and operands that may exist. */
final class RandomCommand {

  /** For each tool the options that it is tried with. */
  static final Map<String, List<String>> OPTIONS =
      Map.of(
          "rm", List.of("-r", "-rf", "-f", "-d", "-v", "-R", "--recursive", "--force", "--"),
          "mkdir", List.of("-p", "-m700", "-m", "-v", "--parents", "-pm"),
          "mv", List.of("-f", "-n", "-u", "-v", "-T", "-t", "--"),
          "cp",
              List.of("-r", "-a", "-p", "-f", "-n", "-u", "-d", "-P", "-L", "-R", "-l", "-T", "-t"),
          "chmod", List.of("-R", "-v", "-f", "--reference", "-c"),
          "touch", List.of("-c", "-h", "-d", "-r", "-a"),
          "ln", List.of("-s", "-s", "-sf", "-sfn", "-f", "-T", "-v", "-t", "-L", "-P"));

  private static final List<String> MODES =
      List.of(
          "644",
          "0755",
          "u+x",
          "go-rwx",
          "a=r",
          "u=rwX,go=rX",
          "+X",
          "g=u",
          "o+t",
          "u+s",
          "ug+s",
          "00700",
          "=",
          "-w",
          "g-s",
          "4755",
          "u=g,o=",
          "+w",
          "a+rX",
          "999",
          "u+q",
          "2770",
          "o=u-w");

  private final String tool;
  private final List<String> paths;
  private final Random random;
  private final List<String> arguments = new ArrayList<>();

  private RandomCommand(String tool, List<String> paths, Random random) {
    this.tool = tool;
    this.paths = paths;
    this.random = random;
  }

  static List<String> make(String tool, List<String> paths, Random random) {
    RandomCommand command = new RandomCommand(tool, paths, random);
    command.arguments.add(tool);
    command.options();
    command.operands();
    return command.arguments;
  }

  private void options() {
    List<String> known = OPTIONS.get(tool);
    for (int i = random.nextInt(3); i > 0; i--) {
      String option = known.get(random.nextInt(known.size()));
      arguments.add(option);
      switch (option) {
        case "-t" -> arguments.add(operand());
        case "-m", "-pm" -> arguments.add(pick(MODES));
        case "-d" -> {
          if (tool.equals("touch")) {
            arguments.add(pick(List.of("@1234567890", "2020-02-29T10:11:12Z", "1999-12-31 UTC")));
          }
        }
        case "-r" -> {
          if (tool.equals("touch")) {
            arguments.add(operand());
          }
        }
        case "--reference" -> arguments.set(arguments.size() - 1, "--reference=" + operand());
        case "--" -> {
          return;
        }
        default -> {
          // Needs no argument
        }
      }
    }
  }

  private void operands() {
    if (tool.equals("chmod") && random.nextInt(20) > 0) {
      arguments.add(pick(MODES));
    }
    boolean pairs = List.of("mv", "cp", "ln").contains(tool);
    int count = pairs ? 1 + random.nextInt(3) : random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      arguments.add(operand());
    }
    if (pairs && random.nextInt(3) > 0) {
      arguments.add(pick(List.of("new", "a", "b", "c", ".", "a/new", "d")));
    }
  }

  private String operand() {
    String path =
        paths.isEmpty() || random.nextInt(8) == 0
            ? pick(List.of("none", "new/deep", "a/none", ".", "..", "a/..", "a/b", "new"))
            : paths.get(random.nextInt(paths.size()));
    String shown = path.startsWith("-") && random.nextInt(4) > 0 ? "./" + path : path;
    return random.nextInt(12) == 0 ? shown + "/" : shown;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
