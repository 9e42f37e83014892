package dog.rebe.realm;

import dog.rebe.change.Digest;
import dog.rebe.chronicle.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the owner signs, as text: a word and a value on each line, in this order.
 *
 * @param owner the key that signs it
 * @param terms name, keys and budgets
 * @param files the digest of each file, by its path with {@code /}
 */
record RealmText(VerifierKey owner, RealmTerms terms, SortedMap<String, Digest> files) {

  private static final String HEADER = "rebe-realm/1";

  String text() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    text.append("owner ").append(owner).append('\n');
    text.append("name ").append(terms.name()).append('\n');
    text.append("chronicle ").append(terms.chronicleKey()).append('\n');
    terms.approvers().forEach(key -> text.append("approver ").append(key).append('\n'));
    terms
        .groups()
        .forEach(
            (group, members) ->
                text.append("group ")
                    .append(group)
                    .append(' ')
                    .append(String.join(" ", members))
                    .append('\n'));
    text.append("changes-per-hour ").append(terms.budgets().changesPerHour()).append('\n');
    text.append("nodes-per-day ").append(terms.budgets().nodesPerDay()).append('\n');
    for (Map.Entry<String, Digest> file : files.entrySet()) {
      text.append("file ").append(file.getValue()).append(' ').append(file.getKey()).append('\n');
    }
    return text.toString();
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is anything else than what {@link #text} writes
   */
  static RealmText parse(String text) {
    Lines lines = new Lines(List.of(text.split("\n")));
    if (!text.startsWith(HEADER + "\n")) {
      throw new IllegalArgumentException("it does not begin with " + HEADER);
    }
    lines.at = 1;
    VerifierKey owner = VerifierKey.parse(lines.value("owner"));
    String name = lines.value("name");
    VerifierKey chronicle = VerifierKey.parse(lines.value("chronicle"));
    List<VerifierKey> approvers = new ArrayList<>();
    for (Optional<String> key = lines.next("approver"); key.isPresent(); ) {
      approvers.add(VerifierKey.parse(key.get()));
      key = lines.next("approver");
    }
    SortedMap<String, SortedSet<String>> groups = new TreeMap<>();
    for (Optional<String> group = lines.next("group"); group.isPresent(); ) {
      List<String> words = List.of(group.get().split(" "));
      groups.put(words.get(0), new TreeSet<>(words.subList(1, words.size())));
      group = lines.next("group");
    }
    Budgets budgets =
        new Budgets(
            Long.parseLong(lines.value("changes-per-hour")),
            Long.parseLong(lines.value("nodes-per-day")));
    SortedMap<String, Digest> files = new TreeMap<>();
    for (Optional<String> file = lines.next("file"); file.isPresent(); ) {
      int space = file.get().indexOf(' ');
      if (space < 0) {
        throw new IllegalArgumentException("a file has no digest");
      }
      files.put(file.get().substring(space + 1), new Digest(file.get().substring(0, space)));
      file = lines.next("file");
    }
    RealmText read =
        new RealmText(owner, new RealmTerms(name, chronicle, approvers, groups, budgets), files);
    if (!read.text().equals(text)) {
      throw new IllegalArgumentException("it has lines that do not belong there");
    }
    return read;
  }

  /** Lines that are read one after another. */
  private static final class Lines {

    private final List<String> lines;
    private int at;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    Optional<String> next(String word) {
      if (at == lines.size() || !lines.get(at).startsWith(word + " ")) {
        return Optional.empty();
      }
      return Optional.of(lines.get(at++).substring(word.length() + 1));
    }

    String value(String word) {
      return next(word).orElseThrow(() -> new IllegalArgumentException("it has no " + word));
    }
  }
}
