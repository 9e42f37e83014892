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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Previews what {@code apk} (Alpine) would install, upgrade and remove, by its own {@code
 * --simulate} (apk(8)). It knows {@code add}, {@code del} and {@code upgrade}, without options that
 * fetch indexes or lead to another root.
 */
final class ApkDryRun implements Previewer {

  private static final Set<String> VERBS = Set.of("add", "del", "upgrade");
  private static final Set<String> OPTIONS =
      Set.of("-a", "--available", "-l", "--latest", "--no-interactive");
  private static final Set<String> SILENT = Set.of("-q", "--quiet", "-v", "--verbose");
  private static final int MAX_WORD = 200;
  private static final Pattern STEP =
      Pattern.compile("\\((\\d+)/(\\d+)\\) (\\w+) (\\S+) \\(([^ )]+)(?: -> ([^ )]+))?\\).*");
  private static final Pattern NUMBERED = Pattern.compile("\\(\\d+/\\d+\\) .*");
  private static final BlindSpot SCRIPTS =
      new BlindSpot(
          "the packages' own scripts",
          "they run as root, and may restart services and change files; I can't show what they do");

  @Override
  public Optional<Command<Foresight>> previewing(Command<?> command, Limits limits) {
    return Words.after(command, Set.of("apk"))
        .flatMap(ApkDryRun::simulated)
        .map(
            words ->
                Words.readOnly(words)
                    .limits(limits)
                    .decode(Decoder.text().map(ApkDryRun::foresight)));
  }

  private static Optional<List<String>> simulated(List<String> words) {
    List<String> simulated = new ArrayList<>(List.of("apk", "--simulate"));
    boolean verb = false;
    for (String word : words) {
      if (SILENT.contains(word)) {
        continue;
      }
      boolean isVerb = !verb && VERBS.contains(word);
      if (!isVerb && (word.startsWith("-") ? !OPTIONS.contains(word) : !verb)) {
        return Optional.empty();
      }
      verb |= isVerb;
      simulated.add(word);
    }
    return verb ? Optional.of(simulated) : Optional.empty();
  }

  static Foresight foresight(String text) throws DecodeException {
    List<ForeseenChange> changes = new ArrayList<>();
    int announced = 0;
    for (String line : text.lines().toList()) {
      Matcher step = STEP.matcher(line);
      if (step.matches()) {
        announced = Integer.parseInt(step.group(2));
        changes.add(change(step));
      } else if (NUMBERED.matcher(line).matches()) {
        throw new DecodeException("apk prints a step that is not understood: " + line);
      }
    }
    if (announced != changes.size()) {
      throw new DecodeException(
          "apk announces " + announced + " steps, and lists " + changes.size());
    }
    return new Foresight(changes, changes.isEmpty() ? List.of() : List.of(SCRIPTS), List.of());
  }

  private static ForeseenChange change(Matcher step) throws DecodeException {
    String name = VisibleText.line(step.group(4), MAX_WORD);
    Optional<String> first = Optional.of(VisibleText.line(step.group(5), MAX_WORD));
    Optional<String> second =
        Optional.ofNullable(step.group(6)).map(word -> VisibleText.line(word, MAX_WORD));
    return switch (step.group(3)) {
      case "Installing" ->
          new ForeseenChange(ForeseenChange.Kind.INSTALLS, name, Optional.empty(), first);
      case "Upgrading", "Downgrading", "Replacing" ->
          new ForeseenChange(ForeseenChange.Kind.UPGRADES, name, first, second);
      case "Reinstalling" -> new ForeseenChange(ForeseenChange.Kind.UPGRADES, name, first, first);
      case "Purging" ->
          new ForeseenChange(ForeseenChange.Kind.REMOVES, name, first, Optional.empty());
      default -> throw new DecodeException("apk prints a step that is not known: " + step.group(3));
    };
  }
}
