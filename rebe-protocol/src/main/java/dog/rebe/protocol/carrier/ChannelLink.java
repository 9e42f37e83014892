package dog.rebe.protocol.carrier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A link over a socket channel. The JDK's own streams of a channel share a lock, so that a reader
 * who waits keeps the writer out.
 */
final class ChannelLink implements Link {

  private final SocketChannel channel;
  private final CarrierProof proof;

  ChannelLink(SocketChannel channel, CarrierProof proof) {
    this.channel = channel;
    this.proof = proof;
  }

  @Override
  public InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(target, offset, length));
      }
    };
  }

  @Override
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    };
  }

  @Override
  public CarrierProof proof() {
    return proof;
  }

  @Override
  public void close() {
    Closing.quietly(channel);
  }
}
