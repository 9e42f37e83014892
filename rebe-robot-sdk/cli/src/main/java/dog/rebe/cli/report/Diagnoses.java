package dog.rebe.cli.report;

import dog.rebe.cli.json.CheckUpLine;
import dog.rebe.cli.screen.Paragraph;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.execution.NodeOutcome;
import dog.rebe.facts.Fact;
import dog.rebe.facts.MachineFacts;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Explanation;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was found out about each machine, step by step. Not thread-safe. */
public final class Diagnoses {

  private final Map<NodeId, Diagnosis> byNode = new LinkedHashMap<>();

  private static final class Diagnosis {
    final Node node;
    @Nullable Outcome<CapturedOutput> reached;
    @Nullable Outcome<CapturedOutput> rooted;
    @Nullable Outcome<MachineFacts> told;

    Diagnosis(Node node) {
      this.node = node;
    }

    boolean isWell() {
      return reached != null
          && reached.failure().isEmpty()
          && told != null
          && told.failure().isEmpty();
    }
  }

  /** About these machines. */
  public Diagnoses(List<Node> nodes) {
    nodes.forEach(node -> byNode.put(node.id(), new Diagnosis(node)));
  }

  private Diagnosis of(Node node) {
    Diagnosis diagnosis = byNode.get(node.id());
    if (diagnosis == null) {
      throw new IllegalArgumentException(node + " is none of the machines");
    }
    return diagnosis;
  }

  /** A command that does nothing was tried. */
  public void reached(NodeOutcome<CapturedOutput> ended) {
    of(ended.node()).reached = ended.outcome();
  }

  /** The same was tried as root, by sudo. */
  public void rooted(NodeOutcome<CapturedOutput> ended) {
    of(ended.node()).rooted = ended.outcome();
  }

  /** Its facts were asked for. */
  public void told(NodeOutcome<MachineFacts> ended) {
    of(ended.node()).told = ended.outcome();
  }

  /** The machines on which a command can be run. */
  public List<Node> reached() {
    return byNode.values().stream()
        .filter(it -> it.reached != null && it.reached.failure().isEmpty())
        .map(it -> it.node)
        .toList();
  }

  /** Whether every machine can be worked with; without sudo too. */
  public boolean allWell() {
    return byNode.values().stream().allMatch(Diagnosis::isWell);
  }

  /** Prints what was found, one JSON object for each machine. */
  public void printLines(Screen screen, Instant at) {
    byNode.values().forEach(diagnosis -> screen.line(line(diagnosis, at)));
  }

  private static String line(Diagnosis diagnosis, Instant at) {
    Optional<Failure<CapturedOutput>> failure =
        Optional.ofNullable(diagnosis.reached).flatMap(Outcome::failure);
    Optional<CheckUp> stuck = failure.map(it -> CheckUp.thatFailsWith(it.kind()));
    List<String> well =
        diagnosis.reached == null
            ? List.of()
            : CheckUp.of(diagnosis.node).stream()
                .takeWhile(step -> !stuck.equals(Optional.of(step)))
                .map(CheckUp::code)
                .toList();
    return CheckUpLine.of(
        diagnosis.node,
        well,
        stuck.map(CheckUp::code),
        failure,
        Optional.ofNullable(diagnosis.rooted).map(rooted -> rooted.failure().isEmpty()),
        Optional.ofNullable(diagnosis.told),
        at);
  }

  /** Prints what was found, machine by machine. */
  public void print(Screen screen) {
    byNode.values().forEach(diagnosis -> print(diagnosis, screen));
  }

  private static void print(Diagnosis diagnosis, Screen screen) {
    screen.line();
    screen.line(Tone.STRONG, "  " + diagnosis.node.id() + "  (" + diagnosis.node.endpoint() + ")");
    if (diagnosis.reached == null) {
      screen.line("    not looked at");
      return;
    }
    Optional<Failure<CapturedOutput>> failure = diagnosis.reached.failure();
    CheckUp stuckAt = failure.map(it -> CheckUp.thatFailsWith(it.kind())).orElse(null);
    for (CheckUp step : CheckUp.of(diagnosis.node)) {
      if (step == stuckAt) {
        step(screen, Tone.BAD, "NO", step.words());
        failure.ifPresent(it -> explain(it.explanation(), screen));
        return;
      }
      step(screen, Tone.GOOD, "ok", step.words());
    }
    sudo(diagnosis.rooted, screen);
    facts(diagnosis.told, screen);
  }

  private static void step(Screen screen, Tone tone, String verdict, String words) {
    screen.line("    " + screen.paint(tone, verdict) + "    " + words);
  }

  private static void sudo(@Nullable Outcome<CapturedOutput> rooted, Screen screen) {
    if (rooted != null && rooted.failure().isEmpty()) {
      step(screen, Tone.GOOD, "ok", "it lets us become root by sudo, without a password");
    } else {
      step(screen, Tone.FAINT, "--", "it does not let us become root by sudo without a password");
    }
  }

  private static void facts(@Nullable Outcome<MachineFacts> told, Screen screen) {
    if (told == null) {
      return;
    }
    if (told.failure().isPresent()) {
      step(screen, Tone.BAD, "NO", "it tells its facts");
      explain(told.failure().get().explanation(), screen);
      return;
    }
    List<Fact<?>> facts =
        new ArrayList<>(told.value().map(it -> it.byTopic().values()).orElse(List.of()));
    List<Fact<?>> missing = facts.stream().filter(fact -> fact.value().isEmpty()).toList();
    String all = "it tells " + (facts.size() - missing.size()) + " of " + facts.size() + " facts";
    step(screen, Tone.GOOD, "ok", all);
    if (!missing.isEmpty()) {
      String names =
          missing.stream().map(fact -> fact.topic().member()).collect(Collectors.joining(", "));
      Paragraph.lines("not: " + names, 10, screen.columns()).forEach(screen::line);
    }
  }

  private static void explain(Explanation words, Screen screen) {
    for (String text :
        List.of(words.headline(), words.whatHappened(), "What to do: " + words.nextStep())) {
      Paragraph.lines(text, 10, screen.columns()).forEach(screen::line);
    }
  }
}
