package dog.rebe.sandbox.overlay;

import dog.rebe.change.Digest;
import dog.rebe.change.FileState;
import dog.rebe.change.SetTime;
import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileType;
import dog.rebe.sandbox.preview.ContentComparison;
import dog.rebe.sandbox.preview.ContentDifference;
import dog.rebe.sandbox.tree.TreeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The states of nodes before and after. A content is read from the machine only to be compared with
 * one that was written, and only where the sizes leave open whether they differ or the difference
 * is small enough to be shown.
 */
final class NodeStates {

  private final Overlay overlay;
  private final Map<OverlayNode, byte[]> originals = new HashMap<>();

  NodeStates(Overlay overlay) {
    this.overlay = overlay;
  }

  /** As the machine has it. */
  FileState before(OverlayNode node) {
    return before(node, Optional.empty());
  }

  private static FileState before(OverlayNode node, Optional<Digest> content) {
    FileAttributes of = Objects.requireNonNull(node.origin).attributes();
    long size = of.type() == FileType.REGULAR || isLink(of.type()) ? of.sizeBytes() : 0;
    return new FileState(of.type(), of.mode(), of.userId(), of.groupId(), size, content);
  }

  /** As it will be. */
  FileState after(OverlayNode node) {
    Optional<Digest> content = Optional.empty();
    if (node instanceof OverlayFile file && file.body() instanceof MemoryBody memory) {
      content = Optional.of(digest(memory.bytes()));
    } else if (node instanceof OverlayFile file && file.sizeBytes() == 0) {
      content = Optional.of(digest(new byte[0]));
    } else if (node instanceof OverlayLink link && node.origin == null) {
      content = Optional.of(digest(link.target()));
    }
    return after(node, content);
  }

  private static FileState after(OverlayNode node, Optional<Digest> content) {
    return new FileState(
        node.type(), node.mode(), node.userId(), node.groupId(), node.sizeBytes(), content);
  }

  /** Before, with the content's digest if that is what has to be compared. */
  FileState beforeOf(OverlayNode was, OverlayNode is) {
    byte[] original = isRewritten(was, is) ? original(was, is) : null;
    return before(was, Optional.ofNullable(original).map(NodeStates::digest));
  }

  /** Afterwards, with the content's digest if it was written or has to be compared. */
  FileState afterOf(OverlayNode was, OverlayNode is) {
    if (!isRewritten(was, is)) {
      return after(is, Optional.empty());
    }
    if (is instanceof OverlayFile file
        && file.body() instanceof MachineBody elsewhere
        && hasSizeOf(was, elsewhere)) {
      return after(is, Optional.of(digest(read(elsewhere))));
    }
    if (is instanceof OverlayLink link) {
      return after(is, Optional.of(digest(link.target())));
    }
    return after(is);
  }

  /** Whether only the contents can tell that two files differ. */
  private static boolean hasSizeOf(OverlayNode was, FileBody body) {
    FileAttributes of = Objects.requireNonNull(was.origin).attributes();
    return of.type() == FileType.REGULAR && of.sizeBytes() == body.sizeBytes();
  }

  /** How the contents differ; empty if they do not. */
  Optional<ContentDifference> content(OverlayNode was, OverlayNode is) {
    if (!isRewritten(was, is) || !(is instanceof OverlayFile file)) {
      return Optional.empty();
    }
    if (file.body() instanceof MachineBody elsewhere) {
      byte[] original = original(was, is);
      return original != null && Arrays.equals(original, read(elsewhere))
          ? Optional.empty()
          : Optional.of(new ContentDifference.CopyOf(elsewhere.path()));
    }
    byte[] now = ((MemoryBody) file.body()).bytes();
    byte[] original = original(was, is);
    if (original == null) {
      return Optional.of(new ContentDifference.Bytes());
    }
    return Arrays.equals(original, now)
        ? Optional.empty()
        : Optional.of(ContentComparison.between(original, now));
  }

  /** The content of a new file, as lines that come. */
  Optional<ContentDifference> newContent(OverlayNode node) {
    if (!(node instanceof OverlayFile file) || file.sizeBytes() == 0) {
      return Optional.empty();
    }
    return file.body() instanceof MachineBody elsewhere
        ? Optional.of(new ContentDifference.CopyOf(elsewhere.path()))
        : Optional.of(ContentComparison.between(new byte[0], ((MemoryBody) file.body()).bytes()));
  }

  Optional<SetTime> time(OverlayNode node) {
    return switch (node.modified()) {
      case KEPT, WRITTEN -> Optional.empty();
      case TOUCHED -> Optional.of(new SetTime(Optional.empty()));
      case SET ->
          Optional.of(
              new SetTime(
                  Optional.of(
                      Instant.ofEpochSecond(
                          Math.floorDiv(node.modifiedNanos(), 1_000_000_000L),
                          Math.floorMod(node.modifiedNanos(), 1_000_000_000L)))));
    };
  }

  private static boolean isRewritten(OverlayNode was, OverlayNode is) {
    if (was != is) {
      return true;
    }
    return is instanceof OverlayFile file
        && !(file.body() instanceof MachineBody body
            && body.path().equals(Objects.requireNonNull(was.origin).path()));
  }

  /** Says that these will be compared, each with what was there. */
  void willCompare(Map<OverlayNode, OverlayNode> pairs) {
    List<MachineBody> bodies = new ArrayList<>();
    pairs.forEach(
        (was, is) -> {
          if (isRewritten(was, is) && needsContent(was, is)) {
            bodies.add(origin(was));
          }
        });
    overlay.source().readAhead(bodies);
  }

  private static boolean needsContent(OverlayNode was, OverlayNode is) {
    FileAttributes of = Objects.requireNonNull(was.origin).attributes();
    if (of.type() != FileType.REGULAR || !(is instanceof OverlayFile file)) {
      return false;
    }
    boolean shown =
        file.body() instanceof MemoryBody
            && Math.max(of.sizeBytes(), is.sizeBytes()) <= ContentComparison.MAX_BYTES;
    return shown || hasSizeOf(was, file.body());
  }

  /** What the file held; null if nobody needs to know. */
  private byte @Nullable [] original(OverlayNode was, OverlayNode is) {
    if (was instanceof OverlayLink link && is.type() == FileType.SYMBOLIC_LINK) {
      return link.target();
    }
    return needsContent(was, is) ? originals.computeIfAbsent(was, key -> read(origin(was))) : null;
  }

  private MachineBody origin(OverlayNode was) {
    Origin origin = Objects.requireNonNull(was.origin);
    return new MachineBody(overlay.source(), origin.path(), origin.attributes().sizeBytes());
  }

  private byte[] read(MachineBody body) {
    try {
      MemoryBody copy = MemoryBody.copyOf(body, overlay.space());
      byte[] bytes = copy.bytes();
      copy.release();
      return bytes;
    } catch (TreeException e) {
      throw overlay
          .source()
          .unknown()
          .because(MachineFiles.shown(body.path()) + " could not be read to be compared");
    }
  }

  private static boolean isLink(FileType type) {
    return type == FileType.SYMBOLIC_LINK;
  }

  private static Digest digest(byte[] bytes) {
    return new Digest(Footprints.sha256(bytes));
  }
}
