package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.KnownRealms;
import dog.rebe.cli.input.RealmArguments;
import dog.rebe.cli.screen.Tone;
import dog.rebe.realm.RealmException;
import dog.rebe.realm.RealmFolder;
import dog.rebe.realm.RealmId;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Remembers whose realm lies in a folder. */
@Command(
    name = "trust",
    descriptionHeading = "%n",
    description = {
      "Remember that a folder must hold the realm of this id, which its owner has told you by"
          + " another way.",
      "From then on --owner need not be said.",
      ""
    })
final class RealmTrustCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "The realm.")
  private Path folder = Path.of("");

  @Parameters(index = "1", paramLabel = "ID", description = "Its id, 64 hexadecimal digits.")
  private String id = "";

  RealmTrustCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    RealmId expected = RealmArguments.id(id, "ID");
    try {
      RealmFolder.of(folder).load(expected);
    } catch (RealmException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    new KnownRealms(terminal.home()).add(expected, folder);
    terminal.screen().line(Tone.GOOD, "The realm is known here from now on.");
    return ExitCode.OK.number();
  }
}
