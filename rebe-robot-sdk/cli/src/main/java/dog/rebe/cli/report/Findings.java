package dog.rebe.cli.report;

import dog.rebe.cli.input.DurationText;
import dog.rebe.cli.screen.Folds;
import dog.rebe.cli.screen.Paragraph;
import dog.rebe.cli.screen.Screen;
import dog.rebe.cli.screen.Tone;
import dog.rebe.facts.Fact;
import dog.rebe.facts.FileSystems.Mount;
import dog.rebe.facts.MachineFacts;
import dog.rebe.facts.TimeSync;
import dog.rebe.outcome.VisibleText;
import java.time.Duration;

/** What a person should look at, although the machines answered. Not thread-safe. */
final class Findings {

  private static final double NEARLY_FULL_PERCENT = 90;
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(30);
  private static final int MAX_NAME = 60;

  private final Folds<String> folds = new Folds<>();

  /** Looks at a machine. */
  void add(String node, MachineFacts facts) {
    facts
        .services()
        .value()
        .ifPresent(
            services ->
                services
                    .failed()
                    .forEach(
                        name -> folds.add("The service " + visible(name) + " has failed", node)));
    facts.fileSystems().value().ifPresent(all -> all.mounts().forEach(mount -> mount(node, mount)));
    if (facts.timeSync() instanceof Fact.Known<TimeSync> known) {
      clock(node, known);
    }
  }

  private void mount(String node, Mount mount) {
    if (mount.space().isEmpty()) {
      folds.add(visible(mount.mountPoint()) + " does not answer", node);
      return;
    }
    boolean writable = !mount.readOnly();
    if (writable && Percent.used(mount.space().get()) >= NEARLY_FULL_PERCENT) {
      folds.add(visible(mount.mountPoint()) + " is at least 90% full", node);
    }
  }

  private void clock(String node, Fact.Known<TimeSync> known) {
    TimeSync clock = known.is();
    Duration off = Duration.between(known.readAt(), clock.clock()).abs();
    if (off.compareTo(CLOCK_TOLERANCE) > 0) {
      folds.add("The clock is wrong by more than " + DurationText.of(CLOCK_TOLERANCE), node);
    } else if (clock.synchronization() == TimeSync.Synchronization.NO) {
      folds.add("The clock is not kept right", node);
    }
  }

  private static String visible(String text) {
    return VisibleText.line(text, MAX_NAME);
  }

  /** Prints what was found, if anything was. */
  void print(Screen screen) {
    if (folds.isEmpty()) {
      return;
    }
    screen.line();
    screen.line(Tone.FAINT, "  TO LOOK AT");
    for (Folds.Group<String> group : folds.largestFirst()) {
      Paragraph.lines(group.key() + ": " + group.names(), "  ", "    ", screen.columns())
          .forEach(line -> screen.line(Tone.WARNING, line));
    }
  }
}
