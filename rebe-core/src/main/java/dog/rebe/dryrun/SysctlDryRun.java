package dog.rebe.dryrun;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.ForeseenChange;
import dog.rebe.change.Foresight;
import dog.rebe.change.Previewer;
import dog.rebe.command.Command;
import dog.rebe.command.DecodeException;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.outcome.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Previews what {@code sysctl -w NAME=VALUE ...} would do to settings of the running kernel, by
 * reading their values.
 */
final class SysctlDryRun implements Previewer {

  private static final Set<String> OPTIONS = Set.of("-w", "--write", "-q", "--quiet");
  private static final int MAX_VALUE = 200;

  @Override
  public Optional<Command<Foresight>> previewing(Command<?> command, Limits limits) {
    Optional<List<String>> words = Words.after(command, Set.of("sysctl"));
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String word : words.get()) {
      if (OPTIONS.contains(word)) {
        continue;
      }
      int equals = word.indexOf('=');
      if (equals < 1 || !word.substring(0, equals).matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
        return Optional.empty();
      }
      wanted.put(word.substring(0, equals), word.substring(equals + 1));
    }
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    List<String> read = new ArrayList<>(List.of("sysctl"));
    read.addAll(wanted.keySet());
    return Optional.of(
        Words.readOnly(read)
            .limits(limits)
            .environment("LC_ALL", "C")
            .decode(Decoder.text().map(text -> foresight(wanted, text))));
  }

  static Foresight foresight(Map<String, String> wanted, String text) throws DecodeException {
    Map<String, String> now = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf(" = ");
      if (equals > 0) {
        now.put(line.substring(0, equals), words(line.substring(equals + 3)));
      }
    }
    List<ForeseenChange> changes = new ArrayList<>();
    for (Map.Entry<String, String> setting : wanted.entrySet()) {
      String value = now.get(setting.getKey());
      if (value == null) {
        throw new DecodeException("sysctl does not tell the value of " + setting.getKey());
      }
      String after = words(setting.getValue());
      if (!value.equals(after)) {
        changes.add(
            new ForeseenChange(
                ForeseenChange.Kind.SETTING,
                setting.getKey(),
                Optional.of(VisibleText.line(value, MAX_VALUE)),
                Optional.of(VisibleText.line(after, MAX_VALUE))));
      }
    }
    List<BlindSpot> blind =
        changes.isEmpty()
            ? List.of()
            : List.of(
                new BlindSpot(
                    "what the kernel does with the settings",
                    "it may refuse a value or take another one, and forgets it when the machine"
                        + " restarts"));
    return new Foresight(changes, blind, List.of());
  }

  /** The kernel parts the numbers of a setting by tabs; people write blanks. */
  private static String words(String value) {
    return value.strip().replaceAll("\\s+", " ");
  }
}
