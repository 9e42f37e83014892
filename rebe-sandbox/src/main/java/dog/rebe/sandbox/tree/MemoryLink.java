package dog.rebe.sandbox.tree;

import dog.rebe.files.FileType;

/** A symbolic link in memory. */
final class MemoryLink implements TreeLink {

  private final byte[] target;
  private final long id;

  MemoryLink(byte[] target, long id) {
    this.target = target.clone();
    this.id = id;
  }

  @Override
  public NodeAttributes attributes() {
    return new NodeAttributes(FileType.SYMBOLIC_LINK, target.length, 0, id);
  }

  @Override
  public byte[] target() {
    return target.clone();
  }
}
