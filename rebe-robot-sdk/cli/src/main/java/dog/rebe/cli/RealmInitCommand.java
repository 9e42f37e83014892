package dog.rebe.cli;

import dog.rebe.chronicle.note.SigningKey;
import dog.rebe.chronicle.note.VerifierKey;
import dog.rebe.cli.input.BadInput;
import dog.rebe.cli.input.KnownRealms;
import dog.rebe.cli.input.LocalFile;
import dog.rebe.cli.input.Shown;
import dog.rebe.cli.input.SigningKeyFile;
import dog.rebe.cli.input.TermsArguments;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.realm.Realm;
import dog.rebe.realm.RealmException;
import dog.rebe.realm.RealmFolder;
import dog.rebe.realm.RealmTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a realm with its keys. */
@Command(
    name = "init",
    descriptionHeading = "%n",
    description = {
      "Make a realm: a folder that its owner signs, and the keys of owner, chronicle and"
          + " approvers in a folder beside it.",
      "Take the owner's key to a place of its own afterwards: whoever has it makes the rules.",
      ""
    },
    footer = {
      "",
      "Example:  rebe realm init farm --name 'The farm' --approver anna --inventory hosts"
    })
final class RealmInitCommand implements Callable<Integer> {

  private static final String HOSTS =
      """
      # One machine a line, then: rebe realm sign
      # deploy@203.0.113.7:22 id=web-1 site=oslo
      """;

  private final Terminal terminal;

  @Parameters(paramLabel = "FOLDER", description = "Where it is made. Its parent must exist.")
  private Path folder = Path.of("");

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description = "Where its private keys are put (default: FOLDER.keys beside it).")
  private @Nullable Path keys;

  @Option(
      names = "--approver",
      paramLabel = "NAME",
      description =
          "Make a key for somebody whose approvals count. Better, each makes their own with 'rebe"
              + " realm key', and gives you the public one for --approver-key. Can be given more"
              + " than once.")
  private List<String> approvers = List.of();

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "FILE",
      description = "A host list of its machines; copied.")
  private @Nullable Path inventory;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "A policy, one rule a line; copied. Without one, whatever changes needs an approval.")
  private @Nullable Path policy;

  @ArgGroup(validate = false, heading = "%nWhat the owner signs:%n")
  private TermsArguments terms = new TermsArguments();

  RealmInitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (Files.exists(folder.resolve("realm"))) {
      throw new BadInput(
          Shown.value(folder.toString()) + " is a realm already: change it with 'rebe realm sign'");
    }
    Path keyFolder = keys == null ? SigningKeyFile.folderOf(folder) : keys;
    Map<String, SigningKey> made = makeKeys();
    List<VerifierKey> approving =
        approvers.stream().map(name -> key(made, name).verifier()).toList();
    String usual = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    RealmTerms agreed = terms.terms(usual, key(made, "chronicle").verifier(), approving);
    SigningKeyFile.makeFolder(keyFolder);
    made.forEach((name, key) -> SigningKeyFile.write(keyFolder.resolve(name + ".key"), key));
    fill();
    Realm realm;
    try {
      realm = RealmFolder.of(folder).sign(agreed, key(made, "owner"));
    } catch (RealmException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    new KnownRealms(terminal.home()).add(realm.id(), folder);
    tell(realm, keyFolder, new ArrayList<>(made.keySet()));
    return ExitCode.OK.number();
  }

  private Map<String, SigningKey> makeKeys() {
    SecureRandom random = new SecureRandom();
    Map<String, SigningKey> made = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of("owner", "chronicle"));
    names.addAll(approvers);
    for (String name : names) {
      if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}")) {
        throw new BadInput(
            "--approver " + Shown.value(name) + ": use letters, digits, '.', '_' and '-'");
      }
      String named = name.equals("chronicle") ? origin() : name;
      if (made.put(name, SigningKey.generate(named, random)) != null) {
        throw new BadInput(
            "--approver " + Shown.value(name) + " is the name of another key here: use another");
      }
    }
    return made;
  }

  /** What tells its chronicle from others, in every checkpoint. */
  private String origin() {
    return folder
            .toAbsolutePath()
            .normalize()
            .getFileName()
            .toString()
            .replaceAll("[^A-Za-z0-9._-]", "_")
        + "/chronicle";
  }

  private static SigningKey key(Map<String, SigningKey> made, String name) {
    SigningKey key = made.get(name);
    if (key == null) {
      throw new IllegalStateException("The key of " + name + " was not made");
    }
    return key;
  }

  private void fill() {
    SigningKeyFile.makeFolder(folder);
    SigningKeyFile.makeFolder(folder.resolve("inventory"));
    SigningKeyFile.makeFolder(folder.resolve("policies"));
    copy(inventory, "--inventory", folder.resolve("inventory/hosts"), HOSTS);
    copy(policy, "--policy", folder.resolve("policies/rules"), "");
  }

  private static void copy(@Nullable Path from, String option, Path to, String otherwise) {
    String text = from == null ? otherwise : LocalFile.text(from, option);
    if (text.isEmpty()) {
      return;
    }
    try {
      Files.writeString(to, text);
    } catch (IOException e) {
      throw new BadInput(
          "The file " + Shown.value(to.toString()) + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void tell(Realm realm, Path keyFolder, List<String> names) {
    Screen screen = terminal.screen();
    screen.line(Tone.GOOD, "The realm " + realm.terms().name() + " is made, in " + realm.folder());
    screen.line("Id:     " + realm.id());
    screen.line("Keys:   " + Shown.value(keyFolder.toString()) + ": " + String.join(", ", names));
    screen.line("Known:  in ~/.rebe/realms, so that --owner need not be said here");
    screen.line();
    screen.line("Next:");
    int number = 0;
    if (inventory == null) {
      screen.line("  " + ++number + ". Name its machines in " + folder.resolve("inventory/hosts"));
      screen.line("     and sign them: rebe realm sign " + Shown.value(folder.toString()));
    }
    screen.line("  " + ++number + ". Take owner.key to a place of its own, off this machine.");
    screen.line("  " + ++number + ". Give each approver their key, and delete it here.");
    screen.line(
        "  " + ++number + ". Give chronicle.pub to whoever is to check: rebe verify --key FILE");
  }
}
