package dog.rebe.sandbox.previewer;

import dog.rebe.change.BlindSpot;
import dog.rebe.outcome.VisibleText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Commands that start and stop services and do nothing else themselves. What a service does then no
 * preview shows; what a script does after them it can, as far as that does not depend on them.
 */
final class ServicePrograms {

  private static final int MAX_COMMAND = 120;
  private static final Map<String, String> VERBS =
      Map.ofEntries(
          Map.entry("start", "starts"),
          Map.entry("stop", "stops"),
          Map.entry("restart", "restarts"),
          Map.entry("reload", "reloads"),
          Map.entry("force-reload", "reloads"),
          Map.entry("try-restart", "restarts"),
          Map.entry("condrestart", "restarts"),
          Map.entry("reload-or-restart", "reloads or restarts"),
          Map.entry("try-reload-or-restart", "reloads or restarts"));
  private static final Set<String> MANAGER = Set.of("daemon-reload", "daemon-reexec");
  private static final Set<String> OPTIONS =
      Set.of("--quiet", "-q", "--no-block", "--no-ask-password", "--system");
  private static final Set<String> BY_NAME = Set.of("service", "rc-service", "invoke-rc.d");

  private ServicePrograms() {}

  /** What such a command does, as a blind spot; empty if it is none. */
  static Optional<BlindSpot> of(List<String> words) {
    String program = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    List<String> rest = words.subList(1, words.size());
    Optional<String> does =
        program.equals("systemctl")
            ? systemctl(rest.stream().filter(word -> !OPTIONS.contains(word)).toList())
            : BY_NAME.contains(program) && rest.size() == 2
                ? does(rest.get(1), rest.subList(0, 1))
                : Optional.empty();
    return does.map(
        what ->
            new BlindSpot(
                VisibleText.line(String.join(" ", words), MAX_COMMAND),
                "it " + what + "; I can't show what that does"));
  }

  private static Optional<String> systemctl(List<String> words) {
    if (words.size() == 1 && MANAGER.contains(words.get(0))) {
      return Optional.of("lets systemd read its settings anew");
    }
    return words.size() < 2 ? Optional.empty() : does(words.get(0), words.subList(1, words.size()));
  }

  private static Optional<String> does(String verb, List<String> services) {
    String done = VERBS.get(verb);
    boolean named = services.stream().noneMatch(name -> name.startsWith("-") || name.isEmpty());
    return done == null || !named
        ? Optional.empty()
        : Optional.of(done + " " + VisibleText.line(String.join(", ", services), MAX_COMMAND));
  }
}
