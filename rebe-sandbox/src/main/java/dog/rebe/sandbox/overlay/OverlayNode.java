package dog.rebe.sandbox.overlay;

import dog.rebe.files.FileAttributes;
import dog.rebe.files.FileType;
import dog.rebe.sandbox.tree.NodeAttributes;
import dog.rebe.sandbox.tree.PosixAttributes;
import dog.rebe.sandbox.tree.PosixNode;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFault;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What every node of the overlay has: an origin or none, and attributes that can change. */
abstract sealed class OverlayNode implements PosixNode
    permits OverlayDirectory, OverlayFile, OverlayLink, OverlaySpecial {

  private static final int SET_GROUP_ID = 02000;
  private static final int SET_USER_ID = 04000;
  private static final int GROUP_EXECUTES = 010;

  final Overlay overlay;
  final @Nullable Origin origin;
  private final long id;
  private final FileType type;
  private int mode;
  private long userId;
  private long groupId;
  private long modifiedNanos;
  private Modified modified;
  private int links = 1;

  OverlayNode(Overlay overlay, Origin origin) {
    FileAttributes from = origin.attributes();
    this.overlay = overlay;
    this.origin = origin;
    this.id = overlay.nextId();
    this.type = from.type();
    this.mode = from.mode();
    this.userId = from.userId();
    this.groupId = from.groupId();
    this.modifiedNanos = nanos(from.modified());
    this.modified = Modified.KEPT;
    overlay.remember(this);
  }

  /** Something new in this folder, which hands down its group if it has the bit for that. */
  OverlayNode(Overlay overlay, FileType type, int mode, OverlayDirectory parent) {
    boolean handsDown = (parent.mode() & SET_GROUP_ID) != 0;
    this.overlay = overlay;
    this.origin = null;
    this.id = overlay.nextId();
    this.type = type;
    this.mode = mode | (handsDown && type == FileType.DIRECTORY ? SET_GROUP_ID : 0);
    this.userId = overlay.actor().userId();
    this.groupId = handsDown ? parent.groupId() : overlay.actor().groupId();
    this.modifiedNanos = overlay.nowNanos();
    this.modified = Modified.WRITTEN;
  }

  abstract long sizeBytes();

  FileType type() {
    return type;
  }

  int mode() {
    return mode;
  }

  long userId() {
    return userId;
  }

  long groupId() {
    return groupId;
  }

  long modifiedNanos() {
    return modifiedNanos;
  }

  Modified modified() {
    return modified;
  }

  /** Something was written to it. */
  void written() {
    modifiedNanos = overlay.nowNanos();
    modified = Modified.WRITTEN;
  }

  /** A write by anybody but root takes the bits that lend rights. */
  void loseLentRights() {
    if (!overlay.actor().isRoot()) {
      dropLentRights();
    }
  }

  private void dropLentRights() {
    mode &= ~SET_USER_ID;
    if ((mode & GROUP_EXECUTES) != 0) {
      mode &= ~SET_GROUP_ID;
    }
  }

  void addName() {
    links++;
  }

  void loseName() {
    links--;
  }

  @Override
  public NodeAttributes attributes() {
    return new NodeAttributes(type, sizeBytes(), modifiedNanos, id);
  }

  @Override
  public PosixAttributes posix() {
    return new PosixAttributes(type, mode, userId, groupId, links, sizeBytes(), modifiedNanos, id);
  }

  @Override
  public void requireOpenable(boolean reads, boolean writes) throws TreeException {
    overlay.actor().require((reads ? Actor.READ : 0) | (writes ? Actor.WRITE : 0), this);
  }

  @Override
  public void changeMode(int newMode) throws TreeException {
    overlay.actor().requireOwner(this);
    boolean loses =
        !overlay.actor().isRoot() && type != FileType.DIRECTORY && !overlay.actor().isIn(groupId);
    mode = loses ? newMode & ~SET_GROUP_ID : newMode;
  }

  @Override
  public void changeOwner(long newUser, long newGroup) throws TreeException {
    Actor actor = overlay.actor();
    boolean sameUser = newUser == -1 || newUser == userId;
    boolean ownGroup = newGroup == -1 || newGroup == groupId || actor.isIn(newGroup);
    if (!actor.isRoot() && !(sameUser && ownGroup && actor.owns(this))) {
      throw new TreeException(TreeFault.NOT_OWNER);
    }
    userId = newUser == -1 ? userId : newUser;
    groupId = newGroup == -1 ? groupId : newGroup;
    if (type == FileType.REGULAR && (newUser != -1 || newGroup != -1)) {
      dropLentRights();
    }
  }

  @Override
  public void changeModified(long nanos) throws TreeException {
    overlay.actor().requireOwner(this);
    modifiedNanos = nanos;
    modified = Modified.SET;
  }

  @Override
  public void touch() throws TreeException {
    if (!overlay.actor().owns(this)) {
      overlay.actor().require(Actor.WRITE, this);
    }
    modifiedNanos = overlay.nowNanos();
    modified = Modified.TOUCHED;
  }

  static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }
}
