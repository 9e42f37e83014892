package dog.rebe.cli.plugin;

import dog.rebe.change.Digest;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.Revocations;
import dog.rebe.sandbox.packaging.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the signed list of what is no longer trusted, or continues it. */
@Command(
    name = "revoke",
    description = {
      "Put packages and keys on a signed list of what is no longer trusted.",
      "The list is made if it is not there, and otherwise continued with the next serial.",
      "Whoever trusts the key takes it in with: rebe plugin install --revocations LIST"
    },
    footer = {
      "",
      "Example:  rebe plugin revoke --key my-key --list revoked df.rebe",
      "Example:  rebe plugin revoke --key my-key --list revoked stolen-key.pub"
    })
final class RevokeCommand implements Callable<Integer> {

  private final Screen screen;

  @Parameters(
      arity = "1..*",
      paramLabel = "WHAT",
      description = "A package, its digest, or a public key (the key itself or its file).")
  private List<String> named = new ArrayList<>();

  @Option(names = "--key", required = true, description = "The private key; FILE.pub is beside it.")
  private Path key = Path.of("");

  @Option(
      names = "--list",
      required = true,
      description = "The list. Keep it: only the next serial replaces the list that others have.")
  private Path list = Path.of("");

  @Option(names = "--lift", description = "Take them off the list again.")
  private boolean lift;

  RevokeCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    SigningKey signer = KeyFiles.read(key);
    Revocations before = before(signer);
    Revoked revoked = new Revoked(before);
    named.forEach(lift ? revoked::remove : revoked::add);
    if (revoked.holds(signer.owner())) {
      throw new BadInput(
          "A key cannot revoke itself, because nobody would believe the list: sign it with"
              + " another");
    }
    Revocations next = revoked.list(before.serial() + 1);
    if (before.serial() == 0) {
      PluginFile.write(list, next.sign(signer));
    } else {
      PluginFile.replace(list, next.sign(signer));
    }
    next.packages().stream()
        .map(Digest::hex)
        .sorted()
        .forEach(one -> screen.line("package " + one));
    next.keyIds().stream().sorted().forEach(one -> screen.line("key     " + one));
    screen.remark(Tone.GOOD, words(next));
    return 0;
  }

  /** A list in one sentence. */
  static String words(Revocations list) {
    return "List "
        + list.serial()
        + " revokes "
        + counted(list.packages().size(), "package")
        + " and "
        + counted(list.keyIds().size(), "key");
  }

  private static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private Revocations before(SigningKey signer) {
    if (!Files.exists(list)) {
      return Revocations.none();
    }
    try {
      return Revocations.read(LocalFile.bytes(list, "--list"), signer.owner());
    } catch (PackageException e) {
      throw new BadInput(
          list + " cannot be continued: " + e.getMessage() + ". Name another file for a new list",
          e);
    }
  }
}
