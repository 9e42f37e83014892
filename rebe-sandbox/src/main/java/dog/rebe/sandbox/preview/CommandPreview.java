package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.Digest;
import dog.rebe.change.ForeseenChange;
import dog.rebe.change.Foresight;
import dog.rebe.change.PreviewKind;
import dog.rebe.change.StepPreview;
import dog.rebe.files.FilePath;
import dog.rebe.node.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one command would do to the files of one machine, as far as it can be told without doing it.
 * Immutable. It names no machine: on two machines where a command does the same, previews are
 * equal, and so are their digests.
 *
 * @param kind where it has this from
 * @param changes what happens to which entry, in the order of the paths; copied
 * @param foreseen what else would be another, as a dry run told it; copied
 * @param unknown why the preview ended before the command did; what is listed up to there would
 *     happen, and more would that nobody could tell; empty if the preview is whole
 * @param unreadable paths that the preview needed, and the login may not read; copied
 * @param blindSpots what no preview of files can show, by name; copied
 * @param exitStatus with which status the command would end; empty if unknown
 * @param messages what it would complain about, shortened, without control characters; copied
 * @param footing what it rests on
 */
public record CommandPreview(
    PreviewKind kind,
    List<EntryChange> changes,
    List<ForeseenChange> foreseen,
    Optional<String> unknown,
    List<FilePath> unreadable,
    List<BlindSpot> blindSpots,
    OptionalInt exitStatus,
    List<String> messages,
    Footing footing) {

  public CommandPreview {
    Objects.requireNonNull(kind, "kind");
    changes = List.copyOf(changes);
    foreseen = List.copyOf(foreseen);
    unreadable = List.copyOf(unreadable);
    Objects.requireNonNull(unknown, "unknown");
    blindSpots = List.copyOf(blindSpots);
    Objects.requireNonNull(exitStatus, "exitStatus");
    messages = List.copyOf(messages);
    Objects.requireNonNull(footing, "footing");
  }

  /** A preview that says nothing but why. */
  public static CommandPreview blind(String why) {
    return new CommandPreview(
        PreviewKind.BLIND,
        List.of(),
        List.of(),
        Optional.of(why),
        List.of(),
        List.of(),
        OptionalInt.empty(),
        List.of(),
        Footing.none());
  }

  /** A preview that rests on what a dry run on the machine told. */
  public static CommandPreview dryRun(Foresight foresight) {
    return new CommandPreview(
        PreviewKind.DRY_RUN,
        List.of(),
        foresight.changes(),
        foresight.unknown(),
        List.of(),
        foresight.blindSpots(),
        OptionalInt.empty(),
        foresight.messages(),
        Footing.none());
  }

  /** The same, of which only its author says that it changes nothing. */
  public CommandPreview declaredReadOnly() {
    return new CommandPreview(
        PreviewKind.DECLARED,
        changes,
        foreseen,
        unknown,
        unreadable,
        blindSpots,
        exitStatus,
        messages,
        footing);
  }

  /** The same without what it rests on, which may be much. */
  public CommandPreview withoutFooting() {
    return with(Footing.none());
  }

  /** The same on another footing. */
  public CommandPreview with(Footing newFooting) {
    return new CommandPreview(
        kind, changes, foreseen, unknown, unreadable, blindSpots, exitStatus, messages, newFooting);
  }

  /** The same with these blind spots, too. */
  public CommandPreview with(Collection<BlindSpot> more) {
    List<BlindSpot> all = new ArrayList<>(blindSpots);
    all.addAll(more);
    return new CommandPreview(
        kind, changes, foreseen, unknown, unreadable, all, exitStatus, messages, footing);
  }

  /** Whether the command was followed to its end. What it does beyond files is another matter. */
  public boolean isWhole() {
    return unknown.isEmpty();
  }

  /** Whether it was followed to its end, and how that turns out rests on what no file tells. */
  boolean endsUnknown() {
    return kind == PreviewKind.SANDBOX && isWhole() && exitStatus.isEmpty();
  }

  /** How much changes. */
  public PreviewCounts counts() {
    return PreviewCounts.of(changes);
  }

  /** One plain sentence for the owner of the machine. */
  public String sentence() {
    return OwnerSentence.of(this);
  }

  /**
   * The SHA-256 of the line {@code rebe:command-preview:v1} and the canonical form of everything
   * here but the footing and the shown differences, for which the digests of the contents stand. An
   * approval can be bound to it.
   */
  public Digest digest() {
    return PreviewDigest.of(this);
  }

  /** The same as a step's preview on a node; where the preview ended is a blind spot there. */
  public StepPreview forStep(String step, NodeId node) {
    return StepPreviews.of(this, step, node);
  }
}
