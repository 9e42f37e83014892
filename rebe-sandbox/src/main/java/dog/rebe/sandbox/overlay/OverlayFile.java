package dog.rebe.sandbox.overlay;

import dog.rebe.files.FileType;
import dog.rebe.sandbox.tree.Content;
import dog.rebe.sandbox.tree.TreeException;
import dog.rebe.sandbox.tree.TreeFile;

/** A regular file: its content lies on the machine until somebody writes to it. */
final class OverlayFile extends OverlayNode implements TreeFile {

  private FileBody body;

  OverlayFile(Overlay overlay, Origin origin) {
    super(overlay, origin);
    this.body = new MachineBody(overlay.source(), origin.path(), origin.attributes().sizeBytes());
  }

  OverlayFile(Overlay overlay, int mode, OverlayDirectory parent) throws TreeException {
    super(overlay, FileType.REGULAR, mode, parent);
    this.body = new MemoryBody(overlay.space());
  }

  FileBody body() {
    return body;
  }

  /** Takes over the content of another file, without reading it. */
  void become(FileBody other) throws TreeException {
    FileBody taken = other.share();
    body.release();
    body = taken;
    written();
    loseLentRights();
  }

  @Override
  long sizeBytes() {
    return body.sizeBytes();
  }

  @Override
  public Content open(boolean writable) {
    return new OverlayContent(this, writable);
  }

  MemoryBody writableBody() throws TreeException {
    if (body instanceof MemoryBody memory) {
      return memory;
    }
    MemoryBody copied = MemoryBody.copyOf(body, overlay.space());
    body = copied;
    return copied;
  }

  /** Without reading what is cut off. */
  void resize(long sizeBytes) throws TreeException {
    if (sizeBytes == 0 && !(body instanceof MemoryBody)) {
      body = new MemoryBody(overlay.space());
    } else {
      writableBody().resize(sizeBytes);
    }
  }
}
