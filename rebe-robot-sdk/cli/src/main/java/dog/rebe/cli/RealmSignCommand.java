package dog.rebe.cli;

import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.SigningKeyFile;
import dog.rebe.cli.input.TermsArguments;
import dog.rebe.cli.screen.Tone;
import dog.rebe.realm.Realm;
import dog.rebe.realm.RealmException;
import dog.rebe.realm.RealmFolder;
import dog.rebe.runner.RealmRunner;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a realm as it lies there now. */
@Command(
    name = "sign",
    descriptionHeading = "%n",
    description = {
      "Sign a realm's machines and policies as they lie in its folder now, as its owner, and"
          + " change what else is said.",
      ""
    })
final class RealmSignCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "FOLDER", description = "The realm.")
  private Path folder = Path.of("");

  @Option(
      names = "--owner-key",
      paramLabel = "FILE",
      description = "The owner's private key (default: owner.key in FOLDER.keys).")
  private @Nullable Path ownerKey;

  @ArgGroup(validate = false, heading = "%nWhat is changed:%n")
  private TermsArguments terms = new TermsArguments();

  RealmSignCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path file = ownerKey == null ? SigningKeyFile.folderOf(folder).resolve("owner.key") : ownerKey;
    SigningKey owner = SigningKeyFile.read(file, "--owner-key");
    try {
      RealmFolder place = RealmFolder.of(folder);
      Realm realm = place.sign(terms.changed(place.signedTerms()), owner);
      RealmRunner.policy(realm);
      terminal
          .screen()
          .line(
              Tone.GOOD,
              "Signed: "
                  + counted(realm.inventory().size(), "file")
                  + " of machines, "
                  + realm.policies().size()
                  + " of policies, "
                  + counted(realm.terms().approvers().size(), "approver"));
      return ExitCode.OK.number();
    } catch (RealmException | IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
