package dog.rebe.protocol.carrier;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.random.RandomGenerator;

/**
 * The bytes of a link within binary messages (RFC 6455): their payloads one after another are the
 * stream, wherever one message ends. Text and extensions are refused. One thread reads, another
 * writes; answers to pings go between the writer's messages.
 */
final class WebSocketFraming {

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int MAX_CONTROL = 125;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int MAX_WRITTEN = 65_535;

  private final DataInputStream in;
  private final OutputStream out;
  private final boolean client;
  private final RandomGenerator random;
  private final byte[] mask = new byte[4];
  private long left;
  private int maskAt;
  private boolean masked;
  private boolean ended;

  /**
   * Over these streams.
   *
   * @param client whether this side is the client, which masks what it writes
   * @param random for masks
   */
  WebSocketFraming(InputStream in, OutputStream out, boolean client, RandomGenerator random) {
    this.in = new DataInputStream(in);
    this.out = out;
    this.client = client;
    this.random = random;
  }

  InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return length == 0 ? 0 : readSome(target, offset, length);
      }
    };
  }

  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += MAX_WRITTEN) {
          writeMessage(BINARY, source, offset + at, Math.min(MAX_WRITTEN, length - at));
        }
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }
    };
  }

  private int readSome(byte[] target, int offset, int length) throws IOException {
    while (left == 0) {
      if (ended || !nextData()) {
        return -1;
      }
    }
    int read = in.read(target, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("The connection ended within a message");
    }
    left -= read;
    unmask(target, offset, read);
    return read;
  }

  private void unmask(byte[] bytes, int offset, int length) {
    if (masked) {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] ^= mask[maskAt++ & 3];
      }
    }
  }

  /** Reads up to the payload of the next data; false at the end. */
  private boolean nextData() throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    int second = in.readUnsignedByte();
    int opcode = first & 0x0f;
    if ((first & 0x70) != 0) {
      throw new IOException("A WebSocket extension was used that was not agreed on");
    }
    masked = (second & MASKED) != 0;
    if (masked == client) {
      throw new IOException(client ? "A server masks nothing" : "A client masks what it sends");
    }
    left = length(second & 0x7f);
    if (masked) {
      in.readFully(mask);
      maskAt = 0;
    }
    return switch (opcode) {
      case CONTINUATION, BINARY -> true;
      case TEXT -> throw new IOException("A text message came: binary ones are spoken here");
      case CLOSE, PING, PONG -> control(opcode, first);
      default -> throw new IOException("WebSocket opcode " + opcode + " is not known");
    };
  }

  private long length(int shortLength) throws IOException {
    long length =
        switch (shortLength) {
          case LENGTH_16 -> in.readUnsignedShort();
          case LENGTH_64 -> in.readLong();
          default -> shortLength;
        };
    if (length < 0) {
      throw new IOException("A WebSocket message has a length below zero");
    }
    return length;
  }

  private boolean control(int opcode, int first) throws IOException {
    if (left > MAX_CONTROL || (first & FINAL) == 0) {
      throw new IOException("A WebSocket control frame is too long or in pieces");
    }
    byte[] payload = new byte[(int) left];
    in.readFully(payload);
    unmask(payload, 0, payload.length);
    left = 0;
    if (opcode == PING) {
      writeMessage(PONG, payload, 0, payload.length);
      out.flush();
    } else if (opcode == CLOSE) {
      ended = true;
      writeMessage(CLOSE, payload, 0, Math.min(2, payload.length));
      out.flush();
      return false;
    }
    return true;
  }

  private synchronized void writeMessage(int opcode, byte[] source, int offset, int length)
      throws IOException {
    byte[] message = new byte[14 + length];
    int at = 0;
    message[at++] = (byte) (FINAL | opcode);
    int maskBit = client ? MASKED : 0;
    if (length <= MAX_CONTROL) {
      message[at++] = (byte) (maskBit | length);
    } else {
      message[at++] = (byte) (maskBit | LENGTH_16);
      message[at++] = (byte) (length >>> 8);
      message[at++] = (byte) length;
    }
    int key = 0;
    if (client) {
      key = random.nextInt();
      for (int shift = 24; shift >= 0; shift -= 8) {
        message[at++] = (byte) (key >>> shift);
      }
    }
    for (int i = 0; i < length; i++) {
      byte plain = source[offset + i];
      message[at + i] = client ? (byte) (plain ^ (key >>> (24 - 8 * (i & 3)))) : plain;
    }
    out.write(message, 0, at + length);
  }
}
