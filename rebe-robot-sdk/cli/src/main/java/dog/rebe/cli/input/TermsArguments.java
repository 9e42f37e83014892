package dog.rebe.cli.input;

import dog.rebe.chronicle.note.VerifierKey;
import dog.rebe.realm.Budgets;
import dog.rebe.realm.RealmTerms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an owner says of a realm beside its files. */
public final class TermsArguments {

  @Option(names = "--name", paramLabel = "NAME", description = "Its name, for people.")
  private @Nullable String name;

  @Option(
      names = "--approver-key",
      paramLabel = "FILE",
      description =
          "The public key (.pub) of somebody whose approvals count. Can be given more than once.")
  private List<Path> approverKeys = List.of();

  @Option(
      names = "--without",
      paramLabel = "NAME",
      description = "The approvals of this person count no longer. Can be given more than once.")
  private List<String> without = List.of();

  @Option(
      names = "--group",
      paramLabel = "GROUP=NAMES",
      description =
          "Approvers of a group that policies ask for, as in operators=anna,bert. Can be given more"
              + " than once.")
  private Map<String, String> groups = new LinkedHashMap<>();

  @Option(
      names = "--changes-per-hour",
      paramLabel = "N",
      description = "How many changes policies may allow without a person (default: 0).")
  private @Nullable Long changesPerHour;

  @Option(
      names = "--nodes-per-day",
      paramLabel = "N",
      description = "How many machines may be changed so within a day (default: 0).")
  private @Nullable Long nodesPerDay;

  /**
   * The terms of a new realm.
   *
   * @param approvers keys that were made for it, beside those that were named
   * @throws BadInput if they are wrong
   */
  public RealmTerms terms(String usualName, VerifierKey chronicleKey, List<VerifierKey> approvers) {
    RealmTerms bare;
    try {
      bare = new RealmTerms(usualName, chronicleKey, approvers, Budgets.none());
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    return changed(bare);
  }

  /**
   * The same terms with what was said.
   *
   * @throws BadInput if they are wrong then
   */
  public RealmTerms changed(RealmTerms terms) {
    List<VerifierKey> approvers = new ArrayList<>(terms.approvers());
    for (String gone : without) {
      if (!approvers.removeIf(key -> key.name().equals(gone))) {
        throw new BadInput(
            "--without " + Shown.value(gone) + ": the realm has no approver of that name");
      }
    }
    approverKeys.forEach(file -> approvers.add(publicKey(file, "--approver-key")));
    SortedMap<String, SortedSet<String>> members = new TreeMap<>();
    terms.groups().forEach((group, names) -> members.put(group, remaining(names)));
    groups.forEach(
        (group, names) -> members.put(group, new TreeSet<>(List.of(names.split(",", -1)))));
    members.values().removeIf(names -> names.isEmpty());
    try {
      return new RealmTerms(
          name == null ? terms.name() : name,
          terms.chronicleKey(),
          approvers,
          members,
          new Budgets(
              changesPerHour == null ? terms.budgets().changesPerHour() : changesPerHour,
              nodesPerDay == null ? terms.budgets().nodesPerDay() : nodesPerDay));
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private SortedSet<String> remaining(SortedSet<String> names) {
    TreeSet<String> rest = new TreeSet<>(names);
    rest.removeAll(without);
    return rest;
  }

  /**
   * A public key from a file.
   *
   * @throws BadInput if it is none
   */
  public static VerifierKey publicKey(Path file, String option) {
    String text = LocalFile.text(file, option);
    if (text.startsWith("PRIVATE")) {
      throw new BadInput(
          option
              + " "
              + Shown.value(file.toString())
              + " is a private key, which nobody else should have: name the file that ends in"
              + " .pub");
    }
    try {
      return VerifierKey.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          option
              + " "
              + Shown.value(file.toString())
              + " is no public key: it is one line, NAME+ID+BASE64",
          e);
    }
  }
}
