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
import dog.rebe.sandbox.overlay.OverlayFiles;
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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One preview, on one thread. */
final class PreviewRun implements AutoCloseable {

  private static final int MAX_MESSAGES = 20;
  private static final int MAX_MESSAGE = 300;

  private final PreparedModule module;
  private final Clock clock;
  private final Command<?> command;
  private final Situation situation;
  private final PreviewLimits limits;
  private final Unknown unknown = new Unknown();
  private final Footprints footprints = new Footprints();
  private final MachineFiles machine;
  private @Nullable Overlay overlay;
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
    this.situation = situation;
    this.limits = limits;
    ReadBudget budget =
        new ReadBudget(
            limits.readBytes(), limits.entries(), limits.deadline(), limits.inParallel());
    this.machine = new MachineFiles(files, budget, unknown, footprints, System::nanoTime);
  }

  CommandPreview preview() {
    try {
      Overlay over =
          new Overlay(
              machine,
              footprints,
              SpaceBudget.ending(limits.memoryBytes(), limits.entries(), this::outOfSpace),
              actor(),
              nowNanos());
      overlay = over;
      return preview(over);
    } catch (GuestStop stop) {
      return CommandPreview.blind(unknown.reason().orElse(stop.detail()));
    }
  }

  /** The files as the command leaves them, once it was previewed as a whole, until this closes. */
  FileView left() {
    return new OverlayFiles(Objects.requireNonNull(overlay, "what was previewed"));
  }

  private CommandPreview preview(Overlay over) {
    OptionalInt status = OptionalInt.empty();
    @Nullable String why = null;
    PassedOver passed = new PassedOver();
    try {
      Tools tools = new Tools(module, over, unknown, situation.user(), passed, this::nowNanos);
      CommandEnd run = new CommandRun(command, situation, tools, over).run(passed);
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
    return result(over, why, status);
  }

  /** The comparison reads files, too. */
  private CommandPreview result(Overlay over, @Nullable String why, OptionalInt status) {
    List<EntryChange> changes = Differences.of(over);
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

  @Override
  public void close() {
    machine.close();
  }
}
