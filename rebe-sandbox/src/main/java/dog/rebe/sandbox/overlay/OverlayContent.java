package dog.rebe.sandbox.overlay;

import dog.rebe.sandbox.tree.Content;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFault;

/** The content of an open file. */
record OverlayContent(OverlayFile file, boolean writable) implements Content {

  @Override
  public long sizeBytes() {
    return file.sizeBytes();
  }

  @Override
  public int read(long position, byte[] into, int length) throws TreeException {
    return file.body().read(position, into, length);
  }

  @Override
  public void write(long position, byte[] bytes) throws TreeException {
    requireWritable();
    if (bytes.length > 0) {
      file.writableBody().write(position, bytes);
      file.written();
      file.loseLentRights();
    }
  }

  @Override
  public void resize(long sizeBytes) throws TreeException {
    requireWritable();
    if (sizeBytes != file.sizeBytes()) {
      file.resize(sizeBytes);
    }
    file.loseLentRights();
    file.written();
  }

  private void requireWritable() throws TreeException {
    if (!writable) {
      throw new TreeException(TreeFault.READ_ONLY);
    }
  }
}
