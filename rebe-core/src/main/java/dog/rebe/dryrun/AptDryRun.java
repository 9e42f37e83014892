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
 * Previews what {@code apt-get} (or {@code apt}) would install, upgrade and remove, by its own
 * {@code --simulate} (apt-get(8)), which needs no root and locks nothing. It knows {@code install},
 * {@code upgrade}, {@code dist-upgrade}, {@code full-upgrade}, {@code remove}, {@code purge} and
 * {@code autoremove} with the options that do not lead apt to other files or settings; of other
 * settings only those for dpkg, which a simulation does not run. A simulation asks nothing; where
 * the command would ask, nobody could answer it.
 */
final class AptDryRun implements Previewer {

  private static final Set<String> PROGRAMS = Set.of("apt-get", "apt");
  private static final String ASKS =
      "without -y it asks before it does this, and nobody is there to answer: unless the machine's"
          + " own settings say yes, it ends with status 1 and changes nothing. Write it with -y";
  private static final Pattern UNUSUAL =
      Pattern.compile(
          "(?m)^The following held packages will be changed:|^[1-9]\\d* downgraded|, [1-9]\\d*"
              + " downgraded,");
  private static final int MAX_WORD = 200;
  private static final String WORD = "(\\S+)";
  private static final Pattern COMES =
      Pattern.compile("Inst " + WORD + "(?: \\[([^\\]]+)])? \\(([^ )]+)[^)]*\\).*");
  private static final Pattern GOES =
      Pattern.compile("(?:Remv|Purg) " + WORD + "(?: \\[([^\\]]+)])?.*");
  private static final Pattern TOTAL =
      Pattern.compile(
          "(\\d+) upgraded, (\\d+) newly installed,(?: (\\d+) reinstalled,)?(?: (\\d+)"
              + " downgraded,)? (\\d+) to remove and \\d+ not upgraded\\.");
  private static final BlindSpot SCRIPTS =
      new BlindSpot(
          "the packages' own scripts",
          "they run as root, and may restart services and change files; I can't show what they do");

  @Override
  public Optional<Command<Foresight>> previewing(Command<?> command, Limits limits) {
    return Words.after(command, PROGRAMS)
        .flatMap(AptCall::of)
        .map(
            call ->
                Words.readOnly(call.simulated())
                    .limits(limits)
                    .environment("LC_ALL", "C")
                    .decode(Decoder.text().map(text -> answered(call, text))));
  }

  /** What happens where nobody answers the question that apt asks without -y. */
  static Foresight answered(AptCall call, String text) throws DecodeException {
    Foresight told = foresight(text);
    long going =
        told.changes().stream()
            .filter(change -> change.kind() == ForeseenChange.Kind.REMOVES)
            .count();
    boolean unusual = UNUSUAL.matcher(text).find();
    return call.mayAsk(told.changes().size() - going, going, unusual)
        ? Foresight.unknown(ASKS)
        : told;
  }

  static Foresight foresight(String text) throws DecodeException {
    List<ForeseenChange> changes = new ArrayList<>();
    long coming = 0;
    Optional<Matcher> total = Optional.empty();
    for (String line : text.lines().toList()) {
      Matcher comes = COMES.matcher(line);
      Matcher goes = GOES.matcher(line);
      Matcher sum = TOTAL.matcher(line);
      if (comes.matches()) {
        coming++;
        Optional<String> from = shown(comes.group(2));
        changes.add(
            new ForeseenChange(
                from.isPresent() ? ForeseenChange.Kind.UPGRADES : ForeseenChange.Kind.INSTALLS,
                shown(comes.group(1)).orElseThrow(),
                from,
                shown(comes.group(3))));
      } else if (goes.matches()) {
        changes.add(
            new ForeseenChange(
                ForeseenChange.Kind.REMOVES,
                shown(goes.group(1)).orElseThrow(),
                shown(goes.group(2)),
                Optional.empty()));
      } else if (sum.matches()) {
        total = Optional.of(sum);
      }
    }
    require(total, coming, changes.size() - coming);
    return new Foresight(changes, changes.isEmpty() ? List.of() : List.of(SCRIPTS), List.of());
  }

  /** What apt counts must be what was understood: a line of another form is missed by nobody. */
  private static void require(Optional<Matcher> total, long coming, long going)
      throws DecodeException {
    Matcher sum =
        total.orElseThrow(
            () -> new DecodeException("apt-get prints no sum of what it would upgrade and remove"));
    long expected = number(sum, 1) + number(sum, 2) + number(sum, 3) + number(sum, 4);
    if (expected != coming || number(sum, 5) != going) {
      throw new DecodeException(
          "apt-get says '"
              + sum.group()
              + "', and lists "
              + coming
              + " to install, "
              + going
              + " to remove");
    }
  }

  private static long number(Matcher sum, int group) {
    return sum.group(group) == null ? 0 : Long.parseLong(sum.group(group));
  }

  private static Optional<String> shown(String word) {
    return Optional.ofNullable(word).map(text -> VisibleText.line(text, MAX_WORD));
  }
}
