package dog.rebe.cli;

import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.RealmArguments;
import dog.rebe.cli.input.Shown;
import dog.rebe.cli.input.SigningKeyFile;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.node.InventoryException;
import dog.rebe.node.Node;
import dog.rebe.outcome.VisibleText;
import dog.rebe.realm.Realm;
import dog.rebe.realm.RealmException;
import dog.rebe.runner.RealmRunner;
import dog.rebe.verify.ChronicleCheck;
import dog.rebe.verify.Findings;
import dog.rebe.verify.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** Checks all of a realm. */
@Command(
    name = "check",
    descriptionHeading = "%n",
    description = {
      "Check that a realm is what its owner signed, that its policies and machines can be read,"
          + " that its keys are safe, and that its chronicle is whole.",
      ""
    },
    footer = {"", "Example:  rebe realm check --realm farm"})
final class RealmCheckCommand implements Callable<Integer> {

  private static final int MAX_LINE = 2_000;

  private final Terminal terminal;

  @ArgGroup(validate = false, heading = "%nWhich realm:%n")
  private RealmArguments arguments = new RealmArguments();

  private boolean allWell = true;

  RealmCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Realm realm = arguments.realm(terminal.home());
    good("Signed by its owner: " + realm.id());
    permissions(realm);
    policies(realm);
    machines(realm);
    chronicleKey(realm);
    chronicle(realm);
    if (realm.terms().approvers().isEmpty()) {
      bad("It has no approvers, so nothing that needs an approval can be done");
    }
    terminal
        .screen()
        .line(allWell ? Tone.GOOD : Tone.BAD, allWell ? "All is well." : "Not all is well.");
    return (allWell ? ExitCode.OK : ExitCode.SOME_FAILED).number();
  }

  private void permissions(Realm realm) {
    try {
      PosixFileAttributeView view =
          Files.getFileAttributeView(
              realm.folder(), PosixFileAttributeView.class, new LinkOption[0]);
      if (view == null) {
        return;
      }
      Set<PosixFilePermission> modes = view.readAttributes().permissions();
      if (modes.contains(PosixFilePermission.GROUP_WRITE)
          || modes.contains(PosixFilePermission.OTHERS_WRITE)) {
        bad("Others may write in " + realm.folder() + ": run chmod go-w on it");
      }
    } catch (IOException e) {
      bad("The permissions of " + realm.folder() + " cannot be read: " + e.getMessage());
    }
  }

  private void policies(Realm realm) {
    try {
      RealmRunner.policy(realm);
      good(
          realm.policies().isEmpty()
              ? "No policies: whatever changes needs an approval"
              : realm.policies().size()
                  + (realm.policies().size() == 1 ? " file" : " files")
                  + " of policies can be read");
    } catch (RealmException | IllegalArgumentException e) {
      bad(String.valueOf(e.getMessage()));
    }
  }

  private void machines(Realm realm) {
    try (Stream<Node> nodes = realm.machines().nodes()) {
      long count = nodes.count();
      good(count + (count == 1 ? " machine" : " machines"));
    } catch (RealmException | InventoryException e) {
      bad(String.valueOf(e.getMessage()));
    }
  }

  private void chronicleKey(Realm realm) {
    try {
      if (!arguments.chronicleKey().verifier().equals(realm.terms().chronicleKey())) {
        bad("The chronicle's key here is not the one that the owner named");
      } else {
        good("The chronicle's key is here, and only you can read it");
      }
    } catch (BadInput e) {
      bad(String.valueOf(e.getMessage()));
    }
    Path ownerKey = SigningKeyFile.folderOf(realm.folder()).resolve("owner.key");
    if (Files.exists(ownerKey)) {
      note(
          "The owner's key lies on this machine, in "
              + Shown.value(ownerKey.toString())
              + ": whoever gets it makes the rules");
    }
  }

  private void chronicle(Realm realm) {
    if (!Files.exists(realm.chronicleFolder().resolve("checkpoint"))) {
      note("There is no chronicle yet: nothing has run");
      return;
    }
    try {
      Findings findings =
          ChronicleCheck.with(TrustedKey.parse(realm.terms().chronicleKey().toString()))
              .run(realm.chronicleFolder());
      findings.problems().forEach(this::bad);
      if (findings.isProven()) {
        good("The chronicle is proven: " + findings.entries() + " entries");
      }
    } catch (IOException | IllegalArgumentException e) {
      bad("The chronicle cannot be read: " + e.getMessage());
    }
  }

  private void good(String text) {
    say(Tone.PLAIN, "ok:      " + text);
  }

  private void note(String text) {
    say(Tone.FAINT, "note:    " + text);
  }

  private void bad(String text) {
    allWell = false;
    say(Tone.BAD, "problem: " + text);
  }

  private void say(Tone tone, String text) {
    Screen screen = terminal.screen();
    screen.line(tone, VisibleText.line(text, MAX_LINE));
  }
}
