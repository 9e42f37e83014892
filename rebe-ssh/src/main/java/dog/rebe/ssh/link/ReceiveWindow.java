package dog.rebe.ssh.link;

/**
 * How much a server may still send on a channel (RFC 4254, section 5.2). It gets leave for more
 * when a good part was taken, not for each piece. Thread-safe.
 */
final class ReceiveWindow {

  private final long most;
  private final long adjustFrom;
  private long left;
  private long taken;

  /**
   * A window that is wholly open.
   *
   * @param packetBytes the largest piece of data
   */
  ReceiveWindow(long bytes, int packetBytes) {
    this.most = bytes;
    this.left = bytes;
    this.adjustFrom = Math.max(1, Math.min(bytes / 2, 3L * packetBytes));
  }

  /** How much it takes when it is wholly open. */
  long bytes() {
    return most;
  }

  /**
   * Data has come.
   *
   * @return false if the server had no leave to send so much
   */
  synchronized boolean came(long bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  /**
   * The reader has taken data.
   *
   * @return how much more the server is to be allowed now; 0 for nothing yet
   */
  synchronized long took(long bytes) {
    taken += bytes;
    if (taken < adjustFrom) {
      return 0;
    }
    long more = Math.min(taken, most - left);
    left += more;
    taken = 0;
    return more;
  }
}
