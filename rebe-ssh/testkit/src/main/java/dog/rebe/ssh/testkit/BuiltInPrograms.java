package dog.rebe.ssh.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The programs that every embedded node has. */
final class BuiltInPrograms {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,3})?");

  private final NodeDefinition definition;
  private final Personality personality;
  private final NodeFiles files;
  private final Map<String, Program> programs;

  BuiltInPrograms(NodeDefinition definition, Personality personality, NodeFiles files) {
    this.definition = definition;
    this.files = files;
    this.personality = personality;
    this.programs =
        Map.ofEntries(
            Map.entry("true", Program.answering(Answer.silent())),
            Map.entry(":", Program.answering(Answer.silent())),
            Map.entry("false", Program.answering(Answer.silent().exiting(1))),
            Map.entry("echo", (arguments, input) -> echo(arguments)),
            Map.entry("hostname", (arguments, input) -> Answer.printing(definition.id() + "\n")),
            Map.entry("uname", (arguments, input) -> uname(arguments)),
            Map.entry("uptime", (arguments, input) -> uptime()),
            Map.entry("whoami", Program.answering(Answer.printing("robot\n"))),
            Map.entry("pwd", Program.answering(Answer.printing("/home/robot\n"))),
            Map.entry("sleep", (arguments, input) -> sleep(arguments)),
            Map.entry("cat", new Cat()),
            Map.entry(
                "yes",
                Program.answering(
                    Answer.silent()
                        .thenFlooding(
                            "y\n"
                                .repeat(4096)
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII)))));
  }

  Optional<Program> program(String name) {
    return Optional.ofNullable(programs.get(name.substring(name.lastIndexOf('/') + 1)));
  }

  private static Answer echo(List<String> arguments) {
    boolean bare = arguments.size() > 1 && arguments.get(1).equals("-n");
    String text = String.join(" ", arguments.subList(bare ? 2 : 1, arguments.size()));
    return Answer.printing(bare ? text : text + "\n");
  }

  private Answer uname(List<String> arguments) {
    String option = arguments.size() > 1 ? arguments.get(1) : "-s";
    String release = personality.value("kernel");
    String machine = personality.value("machine");
    return switch (option) {
      case "-s" -> Answer.printing("Linux\n");
      case "-n" -> Answer.printing(definition.id() + "\n");
      case "-r" -> Answer.printing(release + "\n");
      case "-m" -> Answer.printing(machine + "\n");
      case "-v" -> Answer.printing(personality.value("kernel_version") + "\n");
      case "-a" ->
          Answer.printing(
              String.join(
                      " ",
                      "Linux",
                      definition.id(),
                      release,
                      personality.value("kernel_version"),
                      machine,
                      "GNU/Linux")
                  + "\n");
      default ->
          Answer.silent().printingError("uname: invalid option '" + option + "'\n").exiting(1);
    };
  }

  private Answer uptime() {
    long seconds = Long.parseLong(personality.value("uptime_seconds"));
    return Answer.printing(
        " 12:00:00 up %d days, %2d:%02d,  0 users,  load average: %s, %s, %s\n"
            .formatted(
                seconds / 86_400,
                seconds / 3_600 % 24,
                seconds / 60 % 60,
                personality.value("load1"),
                personality.value("load5"),
                personality.value("load15")));
  }

  private static Answer sleep(List<String> arguments) {
    if (arguments.size() != 2 || !SECONDS.matcher(arguments.get(1)).matches()) {
      return Answer.silent().printingError("sleep: invalid time interval\n").exiting(1);
    }
    long millis = (long) (Double.parseDouble(arguments.get(1)) * 1000);
    return Answer.silent().waiting(Duration.ofMillis(millis));
  }

  /** Prints files, or its input. */
  private final class Cat implements Program {
    @Override
    public Answer run(List<String> arguments, byte[] input) {
      List<String> paths = arguments.subList(1, arguments.size());
      if (paths.isEmpty() || paths.equals(List.of("-"))) {
        return Answer.printing(input);
      }
      Answer answer = Answer.silent();
      int status = 0;
      for (String path : paths) {
        Optional<NodeFiles.Stored> stored = files.file(path);
        if (stored.isPresent()) {
          answer = answer.thenPrinting(stored.get().content());
        } else {
          answer = answer.printingError("cat: " + path + ": No such file or directory\n");
          status = 1;
        }
      }
      return answer.exiting(status);
    }

    @Override
    public boolean readsInput(List<String> arguments) {
      return arguments.size() == 1 || arguments.equals(List.of("cat", "-"));
    }
  }
}
