package dog.rebe.sandbox.overlay;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.sandbox.tree.Name;
import dog.rebe.sandbox.tree.SpaceBudget;
import dog.rebe.sandbox.tree.TreeDirectory;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFault;
import dog.rebe.sandbox.tree.TreeFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A machine's whole tree, with what a command does to it on top. Used by one thread at a time. */
public final class Overlay {

  private static final FilePath ROOT = FilePath.of("/");
  private static final byte[] UP = {'.', '.'};

  private final MachineFiles source;
  private final Footprints footprints;
  private final SpaceBudget space;
  private final Actor actor;
  private final long nowNanos;
  private final List<OverlayNode> remembered = new ArrayList<>();
  private final OverlayDirectory root;
  private long ids;

  /**
   * Over these files.
   *
   * @param nowNanos the time at which everything happens, in nanoseconds since 1970
   */
  public Overlay(
      MachineFiles source, Footprints footprints, SpaceBudget space, Actor actor, long nowNanos) {
    this.source = source;
    this.footprints = footprints;
    this.space = space;
    this.actor = actor;
    this.nowNanos = nowNanos;
    Optional<FileAttributes> attributes = source.statRoot();
    footprints.looked(ROOT, attributes);
    this.root =
        new OverlayDirectory(
            this,
            new Origin(
                ROOT,
                attributes
                    .filter(found -> found.type() == FileType.DIRECTORY)
                    .orElseThrow(() -> source.unknown().because("The folder / cannot be seen")),
                null,
                null));
  }

  /** Its root, for a guest. */
  public TreeDirectory root() {
    return root;
  }

  /** Says that a command will walk a whole folder. */
  public void willWalk(TreeDirectory directory) {
    if (directory instanceof OverlayDirectory known
        && known.origin != null
        && !known.isComplete()) {
      source.walkAhead(known.origin.path());
    }
  }

  /** Says that these folders, by their absolute paths, will be listed. Asks for nothing else. */
  public void willList(List<byte[]> paths) {
    for (byte[] path : paths) {
      if (known(path) instanceof OverlayDirectory directory
          && directory.origin != null
          && !directory.isComplete()) {
        source.listAhead(directory.origin.path());
      }
    }
  }

  /**
   * Says that these files, by their absolute paths, will be read whole, in this order. What is not
   * known to be a file yet is passed over: a hint alone asks the machine for nothing that the
   * command might not ask for.
   */
  public void willRead(List<byte[]> paths) {
    List<MachineBody> bodies = new ArrayList<>();
    for (byte[] path : paths) {
      if (known(path) instanceof OverlayFile file && file.body() instanceof MachineBody body) {
        bodies.add(body);
      }
    }
    source.readAhead(bodies);
  }

  /** What is known to stand at a path; null where that would have to be looked up. */
  private @Nullable OverlayNode known(byte[] path) {
    OverlayNode at = root;
    int start = 0;
    for (int end = 0; end <= path.length; end++) {
      if (end < path.length && path[end] != '/') {
        continue;
      }
      byte[] part = Arrays.copyOfRange(path, start, end);
      start = end + 1;
      if (part.length == 0 || (part.length == 1 && part[0] == '.')) {
        continue;
      }
      if (!(at instanceof OverlayDirectory directory) || Arrays.equals(part, UP)) {
        return null;
      }
      at = directory.known().get(Name.of(part));
    }
    return at;
  }

  /** Gives a file the content of another without reading it. */
  public void copyContent(TreeFile from, TreeFile to) throws TreeException {
    if (!(from instanceof OverlayFile source) || !(to instanceof OverlayFile target)) {
      throw new TreeException(TreeFault.UNSUPPORTED);
    }
    target.become(source.body());
  }

  OverlayDirectory top() {
    return root;
  }

  MachineFiles source() {
    return source;
  }

  Footprints footprints() {
    return footprints;
  }

  SpaceBudget space() {
    return space;
  }

  Actor actor() {
    return actor;
  }

  long nowNanos() {
    return nowNanos;
  }

  long nextId() {
    return ++ids;
  }

  void remember(OverlayNode node) {
    remembered.add(node);
  }

  /** Everything that was seen of the machine. */
  List<OverlayNode> remembered() {
    return Collections.unmodifiableList(remembered);
  }
}
