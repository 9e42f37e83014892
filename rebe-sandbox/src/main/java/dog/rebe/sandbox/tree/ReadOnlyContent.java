package dog.rebe.sandbox.tree;

/** Content that is open for reading alone. */
record ReadOnlyContent(Content content) implements Content {

  @Override
  public long sizeBytes() throws TreeException {
    return content.sizeBytes();
  }

  @Override
  public int read(long position, byte[] into, int length) throws TreeException {
    return content.read(position, into, length);
  }
}
