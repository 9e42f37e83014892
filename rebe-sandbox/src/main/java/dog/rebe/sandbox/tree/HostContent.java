package dog.rebe.sandbox.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** An open file of this machine. */
record HostContent(SeekableByteChannel channel) implements Content {

  @Override
  public long sizeBytes() throws TreeException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw new TreeException(TreeFault.FAILED);
    }
  }

  @Override
  public int read(long position, byte[] into, int length) throws TreeException {
    try {
      channel.position(position);
      return Math.max(0, channel.read(ByteBuffer.wrap(into, 0, length)));
    } catch (IOException e) {
      throw new TreeException(TreeFault.FAILED);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It was read only: nothing is lost
    }
  }
}
