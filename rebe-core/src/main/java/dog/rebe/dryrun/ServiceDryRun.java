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
 * Previews what {@code systemctl} would do to services, by the state that {@code systemctl show}
 * tells. It knows {@code start}, {@code stop}, {@code restart}, {@code reload}, {@code enable} and
 * {@code disable}, with {@code --now} and {@code --no-block}. What a service does when it starts or
 * ends no state tells: that is a blind spot by name.
 */
final class ServiceDryRun implements Previewer {

  private static final Set<String> VERBS =
      Set.of("start", "stop", "restart", "reload", "enable", "disable");
  private static final Set<String> OPTIONS = Set.of("--now", "--no-block", "--quiet", "-q");
  private static final int MAX_WORD = 200;

  @Override
  public Optional<Command<Foresight>> previewing(Command<?> command, Limits limits) {
    Optional<List<String>> words = Words.after(command, Set.of("systemctl"));
    if (words.isEmpty()) {
      return Optional.empty();
    }
    List<String> options = words.get().stream().filter(word -> word.startsWith("-")).toList();
    List<String> names = new ArrayList<>(words.get());
    names.removeAll(options);
    if (!OPTIONS.containsAll(options) || names.size() < 2 || !VERBS.contains(names.get(0))) {
      return Optional.empty();
    }
    String verb = names.remove(0);
    if (names.stream().anyMatch(name -> !name.matches("[A-Za-z0-9][A-Za-z0-9@._:-]*"))) {
      return Optional.empty();
    }
    List<String> show =
        new ArrayList<>(
            List.of(
                "systemctl", "show", "--property=Id,LoadState,ActiveState,UnitFileState", "--"));
    show.addAll(names);
    boolean now = options.contains("--now");
    return Optional.of(
        Words.readOnly(show)
            .limits(limits)
            .environment("LC_ALL", "C")
            .decode(Decoder.text().map(text -> foresight(verb, now, names, text))));
  }

  static Foresight foresight(String verb, boolean now, List<String> names, String text)
      throws DecodeException {
    List<Map<String, String>> units = units(text);
    if (units.size() != names.size()) {
      throw new DecodeException(
          "systemctl tells the state of " + units.size() + " of " + names.size() + " services");
    }
    List<ForeseenChange> changes = new ArrayList<>();
    List<BlindSpot> blind = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      Map<String, String> unit = units.get(i);
      String name = VisibleText.line(unit.getOrDefault("Id", names.get(i)), MAX_WORD);
      String load = unit.getOrDefault("LoadState", "");
      if (!load.equals("loaded")) {
        messages.add("the service " + name + " cannot be used: its state is '" + clean(load) + "'");
        continue;
      }
      changes(verb, now, name, unit, changes);
      if (acts(verb, now)) {
        blind.add(
            new BlindSpot(
                verb + " " + name,
                "I can't show what the service does then, nor whether it comes up, nor what"
                    + " depends on it"));
      }
    }
    return new Foresight(changes, blind, messages);
  }

  private static boolean acts(String verb, boolean now) {
    return now || !(verb.equals("enable") || verb.equals("disable"));
  }

  private static void changes(
      String verb, boolean now, String name, Map<String, String> unit, List<ForeseenChange> to) {
    String active = clean(unit.getOrDefault("ActiveState", "unknown"));
    boolean runs = active.equals("active") || active.equals("reloading");
    boolean starts = verb.equals("start") || (now && verb.equals("enable"));
    boolean stops = verb.equals("stop") || (now && verb.equals("disable"));
    if (verb.equals("enable") || verb.equals("disable")) {
      String file = clean(unit.getOrDefault("UnitFileState", "unknown"));
      String wanted = verb + "d";
      if (!file.equals(wanted)) {
        to.add(state(name + " at the start of the machine", file, wanted));
      }
    }
    if (verb.equals("restart") && runs) {
      to.add(
          new ForeseenChange(
              ForeseenChange.Kind.INTERRUPTS, name, Optional.of(active), Optional.of("active")));
    } else if ((starts || verb.equals("restart")) && !runs) {
      to.add(state(name, active, "active"));
    } else if (stops && (runs || active.equals("activating"))) {
      to.add(state(name, active, "inactive"));
    }
  }

  private static ForeseenChange state(String name, String before, String after) {
    return new ForeseenChange(
        ForeseenChange.Kind.SERVICE, name, Optional.of(before), Optional.of(after));
  }

  private static List<Map<String, String>> units(String text) throws DecodeException {
    List<Map<String, String>> units = new ArrayList<>();
    Map<String, String> unit = new LinkedHashMap<>();
    for (String line : (text + "\n").split("\n", -1)) {
      if (line.isEmpty()) {
        if (!unit.isEmpty()) {
          units.add(unit);
          unit = new LinkedHashMap<>();
        }
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new DecodeException("systemctl prints no property: " + clean(line));
      }
      unit.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return units;
  }

  private static String clean(String word) {
    return VisibleText.line(word, MAX_WORD);
  }
}
