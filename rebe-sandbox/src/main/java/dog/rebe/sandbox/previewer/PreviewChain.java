package dog.rebe.sandbox.previewer;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.PreviewKind;
import dog.rebe.command.Command;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileView;
import dog.rebe.sandbox.engine.PreparedModule;
import dog.rebe.sandbox.preview.AfterServices;
import dog.rebe.sandbox.preview.CommandPreview;
import dog.rebe.sandbox.preview.EntryChange;
import dog.rebe.sandbox.preview.Footing;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Commands one on top of the other: each sees the files as the ones before it would leave them.
 * Used by one thread.
 */
final class PreviewChain implements AutoCloseable {

  private final PreparedModule module;
  private final Clock clock;
  private final PreviewLimits limits;
  private final PreviewLimits beneath;
  private final Deque<PreviewRun> runs = new ArrayDeque<>();
  private final Set<FilePath> changed = new HashSet<>();
  private final Set<BlindSpot> before = new LinkedHashSet<>();
  private FileView files;

  /**
   * A chain on these files.
   *
   * @param commands how many there will be; what lies beneath serves all that are above it
   */
  PreviewChain(
      PreparedModule module, Clock clock, FileView files, PreviewLimits limits, int commands) {
    this.module = module;
    this.clock = clock;
    this.files = files;
    this.limits = limits;
    this.beneath = limits.times(commands);
  }

  /** Adds one; says why its changes cannot be known, if they cannot. */
  Optional<String> add(Earlier earlier) {
    PreviewRun run =
        new PreviewRun(module, clock, earlier.command(), files, earlier.situation(), beneath);
    CommandPreview preview = new PreviewThread(run, limits.deadline()).result();
    if (!preview.isWhole() || preview.kind() != PreviewKind.SANDBOX) {
      return Optional.of(preview.unknown().orElse("nobody looked"));
    }
    runs.push(run);
    for (EntryChange change : preview.changes()) {
      changed.add(change.path());
      change.from().ifPresent(changed::add);
    }
    before.addAll(AfterServices.handedOn(preview.blindSpots()));
    files = run.left();
    return Optional.empty();
  }

  /**
   * The last one. It rests on what the machine has, and not on what those before it made or
   * changed. What their services may have done to files it does not see, and says so.
   */
  CommandPreview last(Command<?> command, Situation situation) {
    PreviewRun run = new PreviewRun(module, clock, command, files, situation, limits);
    runs.push(run);
    CommandPreview preview = new PreviewThread(run, limits.deadline()).result();
    if (!changed.isEmpty()) {
      preview = preview.with(withoutChanged(preview.footing()));
    }
    return preview.kind() == PreviewKind.SANDBOX ? preview.with(before) : preview;
  }

  private Footing withoutChanged(Footing footing) {
    OurPaths ours = new OurPaths(changed);
    Map<FilePath, Optional<FileAttributes>> looks = new HashMap<>(footing.looks());
    looks.keySet().removeIf(ours::hold);
    Map<FilePath, List<FileEntry>> listings = new HashMap<>(footing.listings());
    listings.keySet().removeIf(ours::hold);
    listings.replaceAll(ours::without);
    return new Footing(
        looks, listings, footing.reads().stream().filter(part -> !ours.hold(part.path())).toList());
  }

  @Override
  public void close() {
    runs.forEach(PreviewRun::close);
  }
}
