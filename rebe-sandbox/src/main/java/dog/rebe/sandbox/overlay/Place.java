package dog.rebe.sandbox.overlay;

import dog.rebe.files.FilePath;
import dog.rebe.sandbox.tree.Name;

/** Where a node stands: a folder, by identity, and a name in it. */
final class Place {

  private final OverlayDirectory folder;
  private final Name name;
  private final FilePath path;

  Place(OverlayDirectory folder, Name name, FilePath path) {
    this.folder = folder;
    this.name = name;
    this.path = path;
  }

  FilePath path() {
    return path;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place that && folder == that.folder && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(folder) * 31 + name.hashCode();
  }
}
