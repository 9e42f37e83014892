package dog.rebe.realm;

import dog.rebe.chronicle.note.VerifierKey;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an owner signs for a realm, beside its files.
 *
 * @param name for people; one line of at most 200 characters
 * @param chronicleKey the key that signs the checkpoints of its chronicle
 * @param approvers the keys whose approvals count, with the names of their people; no key twice,
 *     and none of them the chronicle's
 * @param budgets how much may be changed
 */
public record RealmTerms(
    String name, VerifierKey chronicleKey, List<VerifierKey> approvers, Budgets budgets) {

  private static final int MAX_NAME = 200;

  public RealmTerms {
    Objects.requireNonNull(chronicleKey, "chronicleKey");
    Objects.requireNonNull(budgets, "budgets");
    approvers = List.copyOf(approvers);
    if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name for a realm: write one line of 1 to 200 characters");
    }
    Set<String> keys = new HashSet<>(Set.of(bytesOf(chronicleKey)));
    for (VerifierKey approver : approvers) {
      if (approver.isCosigner() || !keys.add(bytesOf(approver))) {
        throw new IllegalArgumentException(
            "The key of the approver "
                + approver.name()
                + " is used twice, or is one for cosignatures: give each person a key of their"
                + " own");
      }
    }
    Set<String> names = approvers.stream().map(VerifierKey::name).collect(Collectors.toSet());
    if (names.size() < approvers.size()) {
      throw new IllegalArgumentException("Two approvers have the same name: tell them apart");
    }
  }

  private static String bytesOf(VerifierKey key) {
    return HexFormat.of().formatHex(key.publicBytes());
  }
}
