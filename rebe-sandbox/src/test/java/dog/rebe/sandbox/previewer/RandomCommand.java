package dog.rebe.sandbox.previewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A command on a tree, made from a seed: options that people use, and operands that may exist. */
final class RandomCommand {

  /** For each tool the options that it is tried with. */
  static final Map<String, List<String>> OPTIONS =
      Map.ofEntries(
          entry("rm", "-r", "-rf", "-f", "-d", "-v", "-R", "--recursive", "--force", "--"),
          entry("mkdir", "-p", "-m700", "-m", "-v", "--parents", "-pm"),
          entry("mv", "-f", "-n", "-u", "-v", "-T", "-t", "--"),
          entry("cp", "-r", "-a", "-p", "-f", "-n", "-u", "-d", "-P", "-L", "-R", "-l", "-T", "-t"),
          entry("chmod", "-R", "-v", "-f", "--reference", "-c"),
          entry("touch", "-c", "-h", "-d", "-r", "-a", "-m"),
          entry("ln", "-s", "-s", "-sf", "-sfn", "-f", "-T", "-v", "-t", "-L", "-P"),
          entry("rmdir", "-p", "-v", "--ignore-fail-on-non-empty"),
          entry("truncate", "-c", "-s", "-s", "--reference"),
          entry("chown", "-R", "-h", "-f", "-v", "--reference"),
          entry("chgrp", "-R", "-h", "-f"),
          entry("tee", "-a", "--append"),
          entry("cat", "-u"),
          entry("install", "-d", "-D", "-p", "-m", "-v", "-T", "-t", "-o"),
          entry("sed", "-i", "-i", "-i.bak", "-E", "-n"),
          entry("find"));

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

  private static final List<String> OWNERS =
      List.of("1", "1:2", ":3", "root", "nobody", "daemon:", "65534:65534", "0:0");

  private static final List<String> SIZES =
      List.of("0", "5", "+3", "-4", "<10", ">20", "%16", "/7", "1K", "-1K");

  private static final List<String> SED =
      List.of(
          "s/foo/X/",
          "s/o/[&]/g",
          "s|line \\([0-9]\\)|\\1-\\1|",
          "2d",
          "$d",
          "/1/d",
          "1,2s/ /_/2",
          "/2/,/3/d",
          "2!d",
          "a end",
          "1i begin",
          "s/x*/-/g",
          "s/^/# /",
          "s/$/;/",
          "/foo/c gone",
          "s/FOO/y/Ig",
          "2,$s/bar//",
          "s/\\(foo\\) \\(bar\\)/\\2 \\1/",
          "s/[0-3]\\+/N/; s/N/M/p",
          "1,2d;s/foo/q/",
          "$a\\  indented",
          "1i\\\nabove\\\ntoo",
          "/foo/a\\\nbelow",
          "/1/,2d",
          "$a last");

  private static final List<List<String>> FINDS =
      List.of(
          List.of("-type", "f", "-delete"),
          List.of("-name", "a", "-delete"),
          List.of("-name", "*a*", "-type", "f", "-print", "-delete"),
          List.of("-empty", "-delete"),
          List.of("-type", "l", "-delete"),
          List.of("-mindepth", "1", "-maxdepth", "2", "!", "-type", "d", "-delete"),
          List.of("(", "-name", "b", "-o", "-name", "c", ")", "-type", "f", "-delete"),
          List.of("-type", "f", "-size", "0", "-delete"),
          List.of("-type", "f", "-size", "-1k", "-delete"),
          List.of("-type", "f", "-mtime", "+30", "-delete"),
          List.of("-newer", "a", "-type", "f", "-delete"),
          List.of("-mindepth", "1", "-delete"),
          List.of("-type", "f", "-perm", "-200", "-delete"),
          List.of("-perm", "644", "-delete"),
          List.of("-type", "f", "-perm", "/111", "-delete"),
          List.of("-user", "nobody", "-type", "f", "-delete"),
          List.of("!", "-group", "root", "-delete"),
          List.of("-iname", "A", "-not", "-type", "d", "-delete"));

  private final String tool;
  private final List<String> paths;
  private final Random random;
  private final List<String> arguments = new ArrayList<>();

  private RandomCommand(String tool, List<String> paths, Random random) {
    this.tool = tool;
    this.paths = paths;
    this.random = random;
  }

  private static Map.Entry<String, List<String>> entry(String tool, String... options) {
    return Map.entry(tool, List.of(options));
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
    if (tool.equals("install") && random.nextInt(3) == 0) {
      arguments.add("-d");
    }
    if (tool.equals("sed") && random.nextInt(3) > 0) {
      arguments.add("-i");
    }
    for (int i = known.isEmpty() ? 0 : random.nextInt(3); i > 0; i--) {
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
        case "-s" -> {
          if (tool.equals("truncate")) {
            arguments.add(pick(SIZES));
          }
        }
        case "-o" -> arguments.add(pick(List.of("1", "root", "nobody")));
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
    switch (tool) {
      case "chown" -> arguments.add(pick(OWNERS));
      case "chgrp" -> arguments.add(pick(List.of("0", "1", "65534", "nogroup")));
      case "sed" -> arguments.add(pick(SED));
      default -> {
        // Operands alone
      }
    }
    boolean pairs = List.of("mv", "cp", "ln").contains(tool) || tool.equals("install");
    int count = pairs ? 1 + random.nextInt(3) : random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      arguments.add(operand());
    }
    if (tool.equals("find")) {
      arguments.addAll(FINDS.get(random.nextInt(FINDS.size())));
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
    String shown = path.startsWith("-") && random.nextInt(30) > 0 ? "./" + path : path;
    return random.nextInt(12) == 0 ? shown + "/" : shown;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
