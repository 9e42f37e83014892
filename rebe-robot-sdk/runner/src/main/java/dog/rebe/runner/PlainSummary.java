package dog.rebe.runner;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.FileChange;
import dog.rebe.change.Step;
import dog.rebe.change.StepPreview;
import dog.rebe.command.Effect;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.VisibleText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A proposal in plain words, for whoever must decide: what is to be done and why, on which
 * machines, what it would change there, what nobody can tell beforehand, and what can be taken
 * back. Long lists are shortened, and say so.
 */
public final class PlainSummary {

  private static final int MOST_LINES = 20;
  private static final int WIDTH = 200;

  private final StringBuilder text = new StringBuilder();

  private PlainSummary() {}

  /** The summary, in lines that end with a newline; without control characters otherwise. */
  public static String of(Proposal proposal) {
    PlainSummary summary = new PlainSummary();
    summary.write(proposal);
    return summary.text.toString();
  }

  private void write(Proposal proposal) {
    purpose(proposal);
    line("");
    line("Asked for by " + proposal.requestedBy() + ", planned by " + proposal.robot().id());
    line("(" + proposal.robot().purpose() + ")");
    line("Machines: " + names(proposal.plan().nodes()));
    unseen(proposal);
    line("");
    int number = 0;
    for (Step step : proposal.plan().steps()) {
      if (++number > MOST_LINES) {
        line("... and " + (proposal.plan().steps().size() - MOST_LINES) + " more steps");
        break;
      }
      write(number, step, proposal);
    }
    line("");
    blindSpots(proposal);
    line("Policy: " + VerdictWords.of(proposal.verdict(), proposal.requestedBy()));
    line("Run: " + proposal.run() + " in the realm " + proposal.realm());
  }

  /** A robot's purpose is one line, whatever stands in it; what an undo leaves is a list. */
  private void purpose(Proposal proposal) {
    String purpose = proposal.plan().purpose();
    String rest = proposal.robot().id().equals(UndoRobot.ID) ? UndoDraft.rest(proposal.plan()) : "";
    line(purpose.substring(0, purpose.length() - rest.length()));
    rest.lines().forEach(one -> line("   " + one));
  }

  /** A robot may plan for a machine of which it saw a part, or nothing. */
  private void unseen(Proposal proposal) {
    Set<NodeId> planned = Set.copyOf(proposal.plan().nodes());
    Coverage leftOut = proposal.coverage().of(one -> !planned.contains(one.node()));
    Coverage inPlan = proposal.coverage().of(one -> planned.contains(one.node()));
    if (!leftOut.isWhole()) {
      line("LEFT OUT: " + leftOut.words());
    }
    if (!inPlan.isWhole()) {
      line("PLANNED FOR ALL THE SAME: " + inPlan.words());
    }
  }

  private void write(int number, Step step, Proposal proposal) {
    line(number + ". " + step.purpose() + " On " + names(step.nodes()) + ".");
    line("   " + words(step.effect()) + " " + undo(step));
    line("   " + ShortCommand.of(step.command()));
    List<StepPreview> previews =
        proposal.preview().steps().stream()
            .filter(shown -> shown.step().equals(step.id()))
            .toList();
    List<String> shown =
        previews.stream()
            .flatMap(
                preview ->
                    java.util.stream.Stream.concat(
                            preview.changes().stream().map(PlainSummary::words),
                            preview.notes().stream())
                        .map(note -> preview.node() + ": " + note))
            .toList();
    shown.stream().limit(MOST_LINES).forEach(note -> line("   - " + note));
    if (shown.size() > MOST_LINES) {
      line("   ... and " + (shown.size() - MOST_LINES) + " more lines");
    }
  }

  private void blindSpots(Proposal proposal) {
    List<String> blind =
        proposal.preview().steps().stream()
            .flatMap(
                step -> step.blindSpots().stream().map(spot -> step.node() + ": " + words(spot)))
            .toList();
    if (blind.isEmpty()) {
      return;
    }
    line("Not known beforehand:");
    blind.stream().limit(MOST_LINES).forEach(spot -> line("- " + spot));
    if (blind.size() > MOST_LINES) {
      line("... and " + (blind.size() - MOST_LINES) + " more");
    }
    line("");
  }

  private static String words(BlindSpot spot) {
    return spot.subject() + ". " + spot.reason() + ".";
  }

  private static String words(FileChange change) {
    String what =
        change.before().isEmpty() ? "makes " : change.after().isEmpty() ? "removes " : "changes ";
    return what + change.path();
  }

  private static String words(Effect effect) {
    return switch (effect.impact()) {
      case NONE -> "It only reads.";
      case CHANGES -> "It changes something.";
      case DESTROYS -> "It destroys something.";
    };
  }

  private static String undo(Step step) {
    if (!step.effect().hasImpact()) {
      return "";
    }
    return step.undo().isPresent() ? "It can be taken back." : "It cannot be taken back.";
  }

  private static String names(List<NodeId> nodes) {
    String first =
        nodes.stream().limit(MOST_LINES).map(NodeId::value).collect(Collectors.joining(", "));
    return nodes.size() <= MOST_LINES
        ? first
        : first + " and " + (nodes.size() - MOST_LINES) + " more";
  }

  private void line(String words) {
    text.append(VisibleText.line(words, WIDTH).stripTrailing()).append('\n');
  }
}
