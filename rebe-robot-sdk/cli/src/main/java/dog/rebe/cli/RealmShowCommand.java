package dog.rebe.cli;

import dog.rebe.chronicle.note.VerifierKey;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.json.RealmLine;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.outcome.VisibleText;
import dog.rebe.realm.Realm;
import dog.rebe.realm.RealmException;
import dog.rebe.realm.RealmFolder;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an owner has signed. */
@Command(
    name = "show",
    descriptionHeading = "%n",
    description = {
      "Show what the owner of a realm has signed.",
      "Its id is what tells it from every other: give it to whoever works with the realm"
          + " elsewhere.",
      ""
    })
final class RealmShowCommand implements Callable<Integer> {

  private static final int MAX_LINE = 500;

  private final Terminal terminal;

  @Parameters(paramLabel = "FOLDER", description = "The realm.")
  private Path folder = Path.of("");

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  RealmShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Realm realm;
    try {
      RealmFolder place = RealmFolder.of(folder);
      realm = place.load(place.signedId());
    } catch (RealmException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    Screen screen = terminal.screen();
    if (json) {
      screen.line(RealmLine.of(realm, terminal.clock().instant()));
      return ExitCode.OK.number();
    }
    screen.line(Tone.STRONG, shown(realm.terms().name()));
    screen.line("Id:         " + realm.id());
    screen.line(shown("Owner:      " + realm.owner()));
    screen.line(shown("Chronicle:  " + realm.terms().chronicleKey()));
    for (VerifierKey approver : realm.terms().approvers()) {
      Set<String> groups = new TreeSet<>(realm.terms().groupsOf(approver.name()));
      screen.line(
          shown(
              "Approver:   "
                  + approver
                  + (groups.isEmpty() ? "" : "  of " + String.join(", ", groups))));
    }
    screen.line(
        "Without a person: "
            + realm.terms().budgets().changesPerHour()
            + " changes an hour, on "
            + realm.terms().budgets().nodesPerDay()
            + " machines a day");
    screen.line(shown("Machines:   " + String.join(", ", realm.inventory().keySet())));
    screen.line(
        shown(
            "Policies:   "
                + (realm.policies().isEmpty()
                    ? "none, so whatever changes needs an approval"
                    : String.join(", ", realm.policies().keySet()))));
    return ExitCode.OK.number();
  }

  private static String shown(String text) {
    return VisibleText.line(text, MAX_LINE);
  }
}
