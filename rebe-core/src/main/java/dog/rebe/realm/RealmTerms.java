package dog.rebe.realm;

import dog.rebe.chronicle.note.VerifierKey;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an owner signs for a realm, beside its files.
 *
 * @param name for people; one line of at most 200 characters
 * @param chronicleKey the key that signs the checkpoints of its chronicle
 * @param approvers the keys whose approvals count, with the names of their people; no key twice,
 *     and none of them the chronicle's
 * @param groups the names of the approvers in each group that policies may ask for; a group's name
 *     has 1 to 64 letters, digits, {@code _} and {@code -}; copied
 * @param budgets how much may be changed
 */
public record RealmTerms(
    String name,
    VerifierKey chronicleKey,
    List<VerifierKey> approvers,
    SortedMap<String, SortedSet<String>> groups,
    Budgets budgets) {

  private static final int MAX_NAME = 200;
  private static final String GROUP = "[A-Za-z0-9_-]{1,64}";

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
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    groups.forEach((group, members) -> copy.put(group, checked(group, members, names)));
    groups = Collections.unmodifiableSortedMap(copy);
  }

  /** Terms without groups. */
  public RealmTerms(
      String name, VerifierKey chronicleKey, List<VerifierKey> approvers, Budgets budgets) {
    this(name, chronicleKey, approvers, Collections.emptySortedMap(), budgets);
  }

  private static SortedSet<String> checked(
      String group, SortedSet<String> members, Set<String> approvers) {
    if (!group.matches(GROUP) || members.isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + group
              + "' is no group: it has a name of letters, digits, '_' and '-', and a member");
    }
    for (String member : members) {
      if (!approvers.contains(member)) {
        throw new IllegalArgumentException(
            "'" + member + "' of the group " + group + " is no approver: add the key, too");
      }
    }
    return Collections.unmodifiableSortedSet(new TreeSet<>(members));
  }

  /** The groups that the approver of this name is in; empty if in none. */
  public Set<String> groupsOf(String approver) {
    return groups.entrySet().stream()
        .filter(group -> group.getValue().contains(approver))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String bytesOf(VerifierKey key) {
    return HexFormat.of().formatHex(key.publicBytes());
  }
}
