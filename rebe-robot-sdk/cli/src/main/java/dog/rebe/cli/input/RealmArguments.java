package dog.rebe.cli.input;

import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.realm.Realm;
import dog.rebe.realm.RealmException;
import dog.rebe.realm.RealmFolder;
import dog.rebe.realm.RealmId;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose machines they are: a realm that its owner signed. */
public final class RealmArguments {

  @Option(
      names = "--realm",
      paramLabel = "FOLDER",
      description = "The realm: its machines, approvers, policies, budgets and chronicle.")
  private @Nullable Path folder;

  @Option(
      names = "--owner",
      paramLabel = "ID",
      description =
          "The id of the realm, 64 hexadecimal digits, which must have reached you by another way"
              + " than its folder (default: the one that 'rebe realm init' or 'rebe realm trust'"
              + " wrote into ~/.rebe/realms).")
  private @Nullable String owner;

  @Option(
      names = "--chronicle-key",
      paramLabel = "FILE",
      description =
          "The private key that signs the realm's chronicle (default: chronicle.key in the folder"
              + " FOLDER.keys beside the realm).")
  private @Nullable Path chronicleKey;

  /** Whether a realm was named. */
  public boolean isNamed() {
    return folder != null;
  }

  /**
   * The realm.
   *
   * @param home the home directory of the user
   * @throws BadInput if it was not named, or is not what its owner signed
   */
  public Realm realm(Path home) {
    if (folder == null) {
      throw new BadInput(
          "Whose machines? Name a realm with --realm FOLDER. To make one: rebe realm init FOLDER");
    }
    try {
      return RealmFolder.of(folder).load(id(folder, home));
    } catch (RealmException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private RealmId id(Path of, Path home) {
    if (owner != null) {
      return id(owner, "--owner");
    }
    return new KnownRealms(home)
        .find(of)
        .orElseThrow(
            () ->
                new BadInput(
                    "The realm "
                        + Shown.value(of.toString())
                        + " is not known here: say whose it must be with --owner ID, which 'rebe"
                        + " realm show' prints where it was made"));
  }

  /**
   * The id of a realm.
   *
   * @throws BadInput if it is none
   */
  public static RealmId id(String text, String option) {
    try {
      return new RealmId(text);
    } catch (IllegalArgumentException e) {
      throw new BadInput(option + ": " + e.getMessage(), e);
    }
  }

  /**
   * The key of the chronicle.
   *
   * @throws BadInput if it cannot be used
   */
  public SigningKey chronicleKey() {
    return SigningKeyFile.read(
        Optional.ofNullable(chronicleKey)
            .orElseGet(
                () ->
                    SigningKeyFile.folderOf(Optional.ofNullable(folder).orElse(Path.of("")))
                        .resolve("chronicle.key")),
        "--chronicle-key");
  }
}
