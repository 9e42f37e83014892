package dog.rebe.sandbox.overlay;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileEntry;
import dog.rebe.files.FilePath;
import dog.rebe.files.FileType;
import dog.rebe.sandbox.tree.Name;
import dog.rebe.sandbox.tree.TreeDirectory;
import dog.rebe.sandbox.tree.TreeEntry;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFault;
import dog.rebe.sandbox.tree.TreeFile;
import dog.rebe.sandbox.tree.TreeNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory: what is known of the machine's entries, with what the command did to them on top.
 * Entries are asked for one by one until somebody wants all of them.
 */
final class OverlayDirectory extends OverlayNode implements TreeDirectory {

  private static final int DEFAULT_FILE_MODE = 0666;
  private static final int DEFAULT_DIRECTORY_MODE = 0777;
  private static final int MAX_NAME_BYTES = 255;

  private final Map<Name, OverlayNode> entries = new TreeMap<>();

  /** Names of which the machine has nothing, or had something that was removed. */
  private final Set<Name> absent = new HashSet<>();

  private boolean complete;
  private @Nullable OverlayDirectory parent;

  OverlayDirectory(Overlay overlay, Origin origin) {
    super(overlay, origin);
    this.parent = origin.parent();
  }

  private OverlayDirectory(Overlay overlay, OverlayDirectory parent) {
    super(overlay, FileType.DIRECTORY, DEFAULT_DIRECTORY_MODE & ~overlay.actor().umask(), parent);
    this.parent = parent;
    this.complete = true;
  }

  /** What is known of its entries; a view. */
  Map<Name, OverlayNode> known() {
    return Collections.unmodifiableMap(entries);
  }

  /** Whether all its entries are known. */
  boolean isComplete() {
    return complete;
  }

  @Override
  long sizeBytes() {
    return 0;
  }

  @Override
  public void requirePassable() throws TreeException {
    overlay.actor().require(Actor.PASS, this);
  }

  @Override
  public Optional<TreeNode> find(Name name) throws TreeException {
    requirePassable();
    return Optional.ofNullable(look(name));
  }

  /** What stands there, whoever may see it. */
  @Nullable OverlayNode look(Name name) {
    OverlayNode node = entries.get(name);
    if (node != null || complete || absent.contains(name) || origin == null) {
      return node;
    }
    FilePath path = origin.path().resolve(FilePath.of(name.bytes()));
    Optional<FileAttributes> found = overlay.source().stat(path, origin.path());
    overlay.footprints().looked(path, found);
    if (found.isEmpty()) {
      absent.add(name);
      return null;
    }
    return adopt(path, name, found.get());
  }

  private OverlayNode adopt(FilePath path, Name name, FileAttributes attributes) {
    Origin from = new Origin(path, attributes, this, name);
    OverlayNode node =
        switch (attributes.type()) {
          case DIRECTORY -> new OverlayDirectory(overlay, from);
          case REGULAR -> new OverlayFile(overlay, from);
          case SYMBOLIC_LINK -> new OverlayLink(overlay, from);
          case OTHER -> new OverlaySpecial(overlay, from);
        };
    entries.put(name, node);
    return node;
  }

  /** Makes sure that all entries are known. */
  void complete() {
    if (complete || origin == null) {
      return;
    }
    List<FileEntry> listed = overlay.source().list(origin.path());
    overlay.footprints().listed(origin.path(), listed);
    for (FileEntry entry : listed) {
      Name name = Name.of(entry.name().bytes());
      if (!entries.containsKey(name) && !absent.contains(name)) {
        adopt(origin.path().resolve(entry.name()), name, entry.attributes());
      }
    }
    complete = true;
  }

  @Override
  public List<TreeEntry> list(int maxEntries) throws TreeException {
    overlay.actor().require(Actor.READ, this);
    complete();
    List<TreeEntry> list = new ArrayList<>(entries.size());
    entries.forEach(
        (name, node) -> list.add(new TreeEntry(name, node.type(), node.attributes().id())));
    return list;
  }

  @Override
  public TreeFile createFile(Name name) throws TreeException {
    requireFree(name);
    OverlayFile file = new OverlayFile(overlay, DEFAULT_FILE_MODE & ~overlay.actor().umask(), this);
    put(name, file);
    return file;
  }

  @Override
  public TreeDirectory createDirectory(Name name) throws TreeException {
    requireFree(name);
    OverlayDirectory directory = new OverlayDirectory(overlay, this);
    put(name, directory);
    return directory;
  }

  @Override
  public void createLink(Name name, byte[] target) throws TreeException {
    requireFree(name);
    put(name, new OverlayLink(overlay, target, this));
  }

  @Override
  public void link(Name name, TreeNode node) throws TreeException {
    if (!(node instanceof OverlayNode named) || node instanceof OverlayDirectory) {
      throw new TreeException(TreeFault.NOT_OWNER);
    }
    requireFree(name);
    named.addName();
    put(name, named);
  }

  @Override
  public void removeFile(Name name) throws TreeException {
    OverlayNode node = existing(name);
    overlay.actor().requireRemovable(this, node);
    if (node instanceof OverlayDirectory) {
      throw new TreeException(TreeFault.IS_A_DIRECTORY);
    }
    take(name);
    node.loseName();
  }

  @Override
  public void removeDirectory(Name name) throws TreeException {
    OverlayNode node = existing(name);
    overlay.actor().requireRemovable(this, node);
    if (!(node instanceof OverlayDirectory directory)) {
      throw new TreeException(TreeFault.NOT_A_DIRECTORY);
    }
    directory.requireEmpty();
    take(name);
    node.loseName();
  }

  @Override
  public void rename(Name name, TreeDirectory to, Name newName) throws TreeException {
    OverlayNode node = existing(name);
    if (!(to instanceof OverlayDirectory target) || target.overlay != overlay) {
      throw new TreeException(TreeFault.UNSUPPORTED);
    }
    if (newName.bytes().length > MAX_NAME_BYTES) {
      throw new TreeException(TreeFault.TOO_LONG);
    }
    overlay.actor().requireRemovable(this, node);
    overlay.actor().require(Actor.WRITE | Actor.PASS, target);
    if (node instanceof OverlayDirectory moved && target.isWithin(moved)) {
      throw new TreeException(TreeFault.INVALID);
    }
    OverlayNode replaced = target.look(newName);
    if (replaced == node) {
      return;
    }
    if (node instanceof OverlayDirectory && target != this) {
      overlay.actor().require(Actor.WRITE, node);
    }
    if (replaced != null) {
      target.requireReplaceable(replaced, node);
      target.take(newName);
      replaced.loseName();
    }
    take(name);
    target.put(newName, node);
    if (node instanceof OverlayDirectory moved) {
      moved.parent = target;
    }
  }

  private void requireReplaceable(OverlayNode replaced, OverlayNode by) throws TreeException {
    overlay.actor().requireRemovable(this, replaced);
    if (replaced instanceof OverlayDirectory directory) {
      if (!(by instanceof OverlayDirectory)) {
        throw new TreeException(TreeFault.IS_A_DIRECTORY);
      }
      directory.requireEmpty();
    } else if (by instanceof OverlayDirectory) {
      throw new TreeException(TreeFault.NOT_A_DIRECTORY);
    }
  }

  private boolean isWithin(OverlayDirectory sought) {
    for (OverlayDirectory at = this; at != null; at = at.parent) {
      if (at == sought) {
        return true;
      }
    }
    return false;
  }

  private void requireEmpty() throws TreeException {
    complete();
    if (!entries.isEmpty()) {
      throw new TreeException(TreeFault.NOT_EMPTY);
    }
  }

  private OverlayNode existing(Name name) throws TreeException {
    requirePassable();
    OverlayNode node = look(name);
    if (node == null) {
      throw new TreeException(TreeFault.NOT_FOUND);
    }
    return node;
  }

  private void requireFree(Name name) throws TreeException {
    requirePassable();
    if (look(name) != null) {
      throw new TreeException(TreeFault.EXISTS);
    }
    if (name.bytes().length > MAX_NAME_BYTES) {
      throw new TreeException(TreeFault.TOO_LONG);
    }
    overlay.actor().require(Actor.WRITE, this);
  }

  private void put(Name name, OverlayNode node) {
    entries.put(name, node);
    written();
  }

  private void take(Name name) {
    Objects.requireNonNull(entries.remove(name));
    absent.add(name);
    written();
  }
}
