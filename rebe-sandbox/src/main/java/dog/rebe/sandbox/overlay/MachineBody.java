package dog.rebe.sandbox.overlay;

import dog.rebe.files.FilePath;

/** Content that lies on the machine, read when somebody asks. */
record MachineBody(MachineFiles source, FilePath path, long sizeBytes) implements FileBody {

  @Override
  public int read(long position, byte[] into, int length) {
    if (position >= sizeBytes) {
      return 0;
    }
    return source.read(path, sizeBytes, position, into, length);
  }

  @Override
  public FileBody share() {
    return this;
  }

  @Override
  public void release() {}
}
