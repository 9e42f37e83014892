package dog.rebe.sandbox.previewer;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.PreviewKind;
import dog.rebe.command.Command;
import dog.rebe.files.FileView;
import dog.rebe.outcome.VisibleText;
import dog.rebe.sandbox.engine.GuestStop;
import dog.rebe.sandbox.engine.PreparedModule;
import dog.rebe.sandbox.overlay.Actor;
import dog.rebe.sandbox.overlay.Differences;
import dog.rebe.sandbox.overlay.Footprints;
import dog.rebe.sandbox.overlay.MachineFiles;
import dog.rebe.sandbox.overlay.Overlay;
import dog.rebe.sandbox.overlay.ReadBudget;
import dog.rebe.sandbox.overlay.Unknown;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.EntryChange;
import dog.rebe.sandbox.preview.Footing;
import dog.rebe.sandbox.tree.SpaceBudget;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One preview, on one thread. */
final class PreviewRun {

  private static final int MAX_MESSAGES = 20;
  private static final int MAX_MESSAGE = 300;

  private final PreparedModule module;
  private final Clock clock;
  private final Command<?> command;
  private final FileView files;
  private final Situation situation;
  private final PreviewLimits limits;
  private final Unknown unknown = new Unknown();
  private final Footprints footprints = new Footprints();
  private List<String> messages = List.of();
  private List<BlindSpot> blindSpots = List.of();

  PreviewRun(
      PreparedModule module,
      Clock clock,
      Command<?> command,
      FileView files,
      Situation situation,
      PreviewLimits limits) {
    this.module = module;
    this.clock = clock;
    this.command = command;
    this.files = files;
    this.situation = situation;
    this.limits = limits;
  }

  CommandPreview preview() {
    ReadBudget budget =
        new ReadBudget(
            limits.readBytes(), limits.entries(), limits.deadline(), limits.inParallel());
    try (MachineFiles machine =
        new MachineFiles(files, budget, unknown, footprints, System::nanoTime)) {
      return preview(machine);
    } catch (GuestStop stop) {
      return CommandPreview.blind(unknown.reason().orElse(stop.detail()));
    }
  }

  private CommandPreview preview(MachineFiles machine) {
    Overlay overlay =
        new Overlay(
            machine,
            footprints,
            SpaceBudget.ending(limits.memoryBytes(), limits.entries(), this::outOfSpace),
            actor(),
            nowNanos());
    OptionalInt status = OptionalInt.empty();
    @Nullable String why = null;
    PassedOver passed = new PassedOver();
    try {
      Tools tools = new Tools(module, overlay, unknown, situation.user(), this::nowNanos);
      CommandEnd run = new CommandRun(command, situation, tools, overlay).run(passed);
      status = run.status();
      blindSpots = passed.blindSpots();
      messages = VisibleText.lines(run.log().bytes(), MAX_MESSAGES, MAX_MESSAGE);
    } catch (CannotTell e) {
      why = e.reason();
      List<BlindSpot> spots = new ArrayList<>(passed.blindSpots());
      e.blindSpot().ifPresent(spots::add);
      blindSpots = List.copyOf(spots);
      unknown.clear();
    }
    return result(overlay, why, status);
  }

  /** The comparison reads files, too. */
  private CommandPreview result(Overlay overlay, @Nullable String why, OptionalInt status) {
    List<EntryChange> changes = Differences.of(overlay);
    boolean blind = why != null && changes.isEmpty();
    return new CommandPreview(
        blind ? PreviewKind.BLIND : PreviewKind.SANDBOX,
        changes,
        List.of(),
        Optional.ofNullable(why),
        unknown.unreadable(),
        blindSpots,
        status,
        messages,
        footing());
  }

  private RuntimeException outOfSpace() {
    return unknown.because(
        "the command writes more than "
            + limits.memoryBytes()
            + " bytes or "
            + limits.entries()
            + " files, which is the limit");
  }

  private Footing footing() {
    return new Footing(
        footprints.looks(),
        footprints.listings(),
        footprints.reads().stream()
            .map(
                read ->
                    new Footing.ReadPart(read.path(), read.offset(), read.length(), read.sha256()))
            .toList());
  }

  private Actor actor() {
    PreviewUser user = situation.user();
    return new Actor(user.userId(), user.groupId(), user.groups(), user.umask());
  }

  private long nowNanos() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
