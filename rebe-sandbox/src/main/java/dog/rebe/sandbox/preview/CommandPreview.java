package dog.rebe.sandbox.preview;

import dog.rebe.change.BlindSpot;
import dog.rebe.change.Digest;
import dog.rebe.change.StepPreview;
import dog.rebe.node.NodeId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one command would do to the files of one machine, as far as it can be told without doing it.
 * Immutable. It names no machine: on two machines where a command does the same, previews are
 * equal, and so are their digests.
 *
 * @param changes what happens to which entry, in the order of the paths; copied
 * @param unknown why the preview ended before the command did; what is listed up to there would
 *     happen, and more would that nobody could tell; empty if the preview is whole
 * @param blindSpots what no preview of files can show, by name; copied
 * @param exitStatus with which status the command would end; empty if unknown
 * @param messages what it would complain about, shortened, without control characters; copied
 * @param footing what it rests on
 */
public record CommandPreview(
    List<EntryChange> changes,
    Optional<String> unknown,
    List<BlindSpot> blindSpots,
    OptionalInt exitStatus,
    List<String> messages,
    Footing footing) {

  public CommandPreview {
    changes = List.copyOf(changes);
    Objects.requireNonNull(unknown, "unknown");
    blindSpots = List.copyOf(blindSpots);
    Objects.requireNonNull(exitStatus, "exitStatus");
    messages = List.copyOf(messages);
    Objects.requireNonNull(footing, "footing");
  }

  /** Whether the command was followed to its end. What it does beyond files is another matter. */
  public boolean isWhole() {
    return unknown.isEmpty();
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
