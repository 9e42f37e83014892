package dog.rebe.examples.robots;

import dog.rebe.change.Plan;
import dog.rebe.change.Precondition;
import dog.rebe.change.Step;
import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Outcome;
import dog.rebe.robot.Goal;
import dog.rebe.robot.GoalType;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.SdkRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds weak keys in a file of authorized keys, and rotates them without locking anyone out, in two
 * runs. The first adds the new key beside the old ones. Once the machine's own log says that
 * somebody has logged in with it, the second takes the weak ones out, on those machines alone whose
 * file holds the new key and whose log says so at that moment.
 */
public final class SshKeyWatch implements Robot<Map<NodeId, SshKeyWatch.Seen>> {

  /**
   * What it saw on a machine.
   *
   * @param file the file of authorized keys
   * @param isProven whether the new key has logged in there, or need not
   */
  public record Seen(String file, boolean isProven) {}

  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(30), 256 * 1024);

  private static final String ADD =
      """
      f=$1
      grep -qxF -- "$2" "$f"&&exit 0
      [ -z "$(tail -c 1 "$f")" ]||echo >>"$f"
      printf '%s\\n' "$2" >>"$f"
      """;

  /** Written whole beside the file, with its owner and mode, and then put in its place. */
  private static final String TAKE_OUT =
      """
      f=$1;shift
      cp -p -- "$f" "$f.rebe"||exit 1
      for line;do
      grep -vxF -- "$line" "$f.rebe" >"$f.rebe2"
      [ $? -le 1 ]&&cat "$f.rebe2" >"$f.rebe"||exit 1
      done
      rm -f "$f.rebe2"
      mv -f -- "$f.rebe" "$f"
      """;

  private static final String PUT_BACK =
      """
      f=$1;shift
      for line;do
      grep -qxF -- "$line" "$f"||printf '%s\\n' "$line" >>"$f"||exit 1
      done
      """;

  /** sshd writes the fingerprint at its usual LogLevel, INFO: auth_log() in its auth.c. */
  private static final String LOGGED_IN =
      """
      fp=$1;shift
      for log;do
      [ -r "$log" ]&&grep -F "Accepted publickey for" "$log"|grep -qF -- " $fp"&&exit 0
      done
      for teller in "journalctl -q -o cat -t sshd -t sshd-session" logread;do
      $teller 2>/dev/null|grep -F "Accepted publickey for"|grep -qF -- " $fp"&&exit 0
      done
      exit 1
      """;

  private static final String HOLDS = "grep -qxF -- \"$2\" \"$1\"";
  private static final String SHOWS = "f=$1;shift;for line;do printf '%s\\n' \"$line\";done";

  @Override
  public RobotManifest manifest() {
    return new RobotManifest(
        "dog.rebe.ssh-key-watch",
        "1.0.0",
        "Replaces weak SSH keys without locking anyone out.",
        GoalType.builder()
            .choice("action", "Add the new key, or take the weak ones out.", "add", "take-out")
            .text(
                "file",
                "The file of authorized keys.",
                "/[A-Za-z0-9._/-]+",
                "/root/.ssh/authorized_keys")
            .text(
                "key",
                "The line of the new key.",
                "(ssh-ed25519|sk-ssh-ed25519@openssh\\.com) [A-Za-z0-9+/]+={0,2}( [\\x21-\\x7e]+)?")
            .choice(
                "proof",
                "What shows that the new key works: the machine's log of a login, or your"
                    + " approval.",
                "login",
                "approval")
            .texts(
                "logs",
                "Where sshd's log may be, beside the journal and logread.",
                "/[A-Za-z0-9._/-]+",
                List.of("/var/log/auth.log", "/var/log/secure", "/var/log/messages"))
            .phrase("replace the old SSH keys")
            .build(),
        List.of("a file of authorized keys", "whether the log of sshd names the new key"),
        List.of("keys:authorized_keys"),
        SdkRange.current());
  }

  @Override
  public Map<NodeId, Seen> observe(Observer observer, Goal goal) {
    Map<NodeId, String> files = observer.run(read(goal).decode(Decoder.text())).answers();
    boolean asksLog = takesOut(goal) && goal.text("proof").equals("login");
    Set<NodeId> loggedIn = asksLog ? loggedIn(observer, goal) : files.keySet();
    Map<NodeId, Seen> seen = new LinkedHashMap<>();
    files.forEach((node, file) -> seen.put(node, new Seen(file, loggedIn.contains(node))));
    return seen;
  }

  /** A log without the login is an answer; a machine that cannot tell is none. */
  private static Set<NodeId> loggedIn(Observer observer, Goal goal) {
    Set<NodeId> found = new HashSet<>();
    observer
        .run(loggedIn(goal).acceptExits(0, 1))
        .outcomes()
        .forEach(
            (node, outcome) -> {
              if (endedWith(0, outcome)) {
                found.add(node);
              }
            });
    return found;
  }

  private static boolean endedWith(int status, Outcome<?> outcome) {
    return outcome.evidence().exit().equals(Optional.of(new ExitStatus(status)));
  }

  private static boolean takesOut(Goal goal) {
    return goal.text("action").equals("take-out");
  }

  @Override
  public Optional<Plan> plan(Map<NodeId, Seen> machines, Goal goal) {
    String key = goal.text("key");
    List<Step> steps = new ArrayList<>();
    machines.forEach(
        (node, seen) -> {
          String text = seen.file();
          List<String> weak =
              text.lines()
                  .filter(
                      line -> AuthorizedKey.parse(line).filter(AuthorizedKey::isWeak).isPresent())
                  .distinct()
                  .toList();
          boolean holdsNew = text.lines().anyMatch(key::equals);
          if (!weak.isEmpty() && holdsNew == takesOut(goal) && seen.isProven()) {
            Precondition same =
                Precondition.unchanged("The file is as it was.", read(goal), node, text);
            String name = goal.text("action") + "-" + (steps.size() + 1);
            steps.add(
                (holdsNew ? takeOut(name, weak, goal, node) : add(name, goal, node))
                    .requires(same));
          }
        });
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Plan(
                goal.text("action").equals("add")
                    ? "Adds the new key beside weak ones."
                    : "Takes weak keys out, where the new one is.",
                steps));
  }

  private static Step add(String name, Goal goal, NodeId node) {
    List<String> key = List.of(goal.text("key"));
    return Step.of(name, "Adds the new key.", changing("add", ADD, goal, key), List.of(node))
        .preview(reading("would-add", SHOWS, goal, key))
        .probe(reading("holds", HOLDS, goal, key))
        .undo(changing("take-out", TAKE_OUT, goal, key));
  }

  private static Step takeOut(String name, List<String> weak, Goal goal, NodeId node) {
    Step step =
        Step.of(
                name,
                "Takes " + weak.size() + " weak keys out.",
                changing("take-out", TAKE_OUT, goal, weak),
                List.of(node))
            .requires(
                Precondition.holds(
                    "The new key is in the file.",
                    reading("holds", HOLDS, goal, List.of(goal.text("key")))));
    if (goal.text("proof").equals("login")) {
      step = step.requires(Precondition.holds("The new key has logged in there.", loggedIn(goal)));
    }
    return step.preview(reading("would-take-out", SHOWS, goal, weak))
        .undo(changing("put-back", PUT_BACK, goal, weak));
  }

  private static Command<?> loggedIn(Goal goal) {
    List<Argument> words = new ArrayList<>();
    String fingerprint =
        AuthorizedKey.parse(goal.text("key")).map(AuthorizedKey::fingerprint).orElse("none");
    for (String word : List.of("sh", "-c", LOGGED_IN, "logged-in", fingerprint)) {
      words.add(Argument.of(word));
    }
    goal.texts("logs").forEach(log -> words.add(Argument.of(log)));
    return Command.of(words).readOnly().limits(LIMITS);
  }

  private static Command<?> read(Goal goal) {
    return Command.of("cat", goal.text("file")).readOnly().limits(LIMITS);
  }

  private static Command<?> changing(String name, String text, Goal goal, List<String> lines) {
    return Command.of(words(name, text, goal, lines)).changes(Repetition.REPEATABLE).limits(LIMITS);
  }

  private static Command<?> reading(String name, String text, Goal goal, List<String> lines) {
    return Command.of(words(name, text, goal, lines)).readOnly().limits(LIMITS);
  }

  private static List<Argument> words(String name, String text, Goal goal, List<String> lines) {
    List<Argument> words = new ArrayList<>();
    for (String word : List.of("sh", "-c", text, name, goal.text("file"))) {
      words.add(Argument.of(word));
    }
    lines.forEach(line -> words.add(Argument.of(line)));
    return words;
  }
}
