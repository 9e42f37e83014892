package dog.rebe.ssh.link;

/**
 * How much may still be sent on a channel (RFC 4254, section 5.2). Closed until the server has
 * opened the channel. Thread-safe.
 */
final class SendWindow {

  private static final long MOST = (1L << 32) - 1;

  private long left;
  private long packetBytes;

  /** The server has opened the channel. */
  synchronized void open(long bytes, long mostInOnePacket) {
    left = bytes;
    packetBytes = mostInOnePacket;
  }

  /** The server takes more. */
  synchronized void widen(long bytes) {
    left = Math.min(MOST, left + bytes);
  }

  /** How much may be sent now in one piece. */
  synchronized long sendable() {
    return Math.min(left, packetBytes);
  }

  /** So much is sent. */
  synchronized void sent(long bytes) {
    if (bytes > left) {
      throw new IllegalArgumentException(
          bytes + " bytes to send, where the server takes " + left + ": ask sendable() first");
    }
    left -= bytes;
  }
}
