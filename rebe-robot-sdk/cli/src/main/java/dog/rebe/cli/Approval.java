package dog.rebe.cli;

import dog.rebe.change.ApprovalGate;
import dog.rebe.change.CommandDigest;
import dog.rebe.change.Digest;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.screen.NodeNames;
import dog.rebe.cli.screen.Paragraph;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.command.Command;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.outcome.VisibleText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a person whether a command that destroys may run on these machines. */
final class Approval {

  private static final int MAX_COMMAND = 1_000;

  private final Terminal terminal;

  Approval(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * The gate that lets exactly this run, or nothing if it was not approved.
   *
   * @param given the digest that was typed as an option
   * @throws BadInput if what was typed is no digest
   */
  Optional<ApprovalGate> ask(Command<?> command, List<Node> nodes, Optional<String> given) {
    List<NodeId> ids = nodes.stream().map(Node::id).toList();
    Digest whole = CommandDigest.of(command, ids);
    if (given.isPresent()) {
      if (!isApproved(whole, given.get())) {
        return Optional.empty();
      }
    } else if (!isConfirmed(command, ids, whole)) {
      return Optional.empty();
    }
    Set<Digest> approved = new HashSet<>();
    ids.forEach(id -> approved.add(CommandDigest.of(command, id)));
    return Optional.of(new ApprovedByDigest(approved));
  }

  private boolean isApproved(Digest whole, String given) {
    Digest typed;
    try {
      typed = new Digest(given);
    } catch (IllegalArgumentException e) {
      throw new BadInput("--approve: " + e.getMessage(), e);
    }
    if (!typed.equals(whole)) {
      Screen screen = terminal.screen();
      screen.remark(
          Tone.BAD,
          "rebe: --approve "
              + typed.abbreviated()
              + "... is for another command or other machines. Nothing was run.");
      screen.remark(Tone.PLAIN, "The digest of this one is " + whole);
      return false;
    }
    return true;
  }

  private boolean isConfirmed(Command<?> command, List<NodeId> ids, Digest whole) {
    Screen screen = terminal.screen();
    screen.remark(Tone.BAD, "This destroys what the machines cannot give back.");
    remark("  Command:  ", VisibleText.line(command.toString(), MAX_COMMAND));
    remark(
        "  Machines: ",
        ids.size() + ": " + NodeNames.folded(ids.stream().map(NodeId::value).toList()));
    screen.remark(Tone.PLAIN, "  Digest:   " + whole);
    Question question = new Question(terminal);
    if (!question.canBeAsked()) {
      screen.remark(
          Tone.PLAIN,
          "Nothing was run, because nobody is here to approve it. If it is right, add --approve "
              + whole);
      return false;
    }
    boolean confirmed =
        question.isAnsweredBy(
            "Type the first 12 characters of the digest to run it: ", whole.abbreviated());
    if (!confirmed) {
      screen.remark(Tone.PLAIN, "That is not the digest. Nothing was run.");
    }
    return confirmed;
  }

  private void remark(String label, String text) {
    Paragraph.lines(text, label, " ".repeat(label.length()), terminal.screen().columns())
        .forEach(line -> terminal.screen().remark(Tone.PLAIN, line));
  }
}
