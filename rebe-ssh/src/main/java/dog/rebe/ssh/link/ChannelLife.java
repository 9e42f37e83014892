package dog.rebe.ssh.link;

/**
 * How far a channel has come (RFC 4254, sections 5.1 and 5.3): asked for, opened by the server,
 * closed by us, closed by the server. Our CLOSE is the last that is sent, and sent once.
 * Thread-safe; nothing is sent under its lock.
 */
final class ChannelLife {

  private boolean opened;
  private volatile boolean closing;
  private boolean claimed;
  private boolean closedByUs;
  private boolean closedByServer;
  private boolean over;
  private int sending;

  /** The server has opened it. */
  synchronized void opens() {
    opened = true;
  }

  /** Whether the server has opened it. */
  synchronized boolean isOpened() {
    return opened;
  }

  /** Whether one of the two has begun to close it. */
  boolean isClosing() {
    return closing;
  }

  /**
   * Something is to be sent. If it may be, {@link #endSending} must follow, for our CLOSE waits for
   * it.
   */
  synchronized boolean beginSending() {
    if (closing || !opened) {
      return false;
    }
    sending++;
    return true;
  }

  /** It was sent; says whether {@link #claimClose} is to be asked. */
  synchronized boolean endSending() {
    sending--;
    return closing;
  }

  /** We want it closed; false if it was over before. */
  synchronized boolean close() {
    closing = true;
    return !over;
  }

  /** The server has closed it. */
  synchronized void closedByServer() {
    closing = true;
    closedByServer = true;
  }

  /** Whether the caller is to send our CLOSE now, and then to say {@link #closedByUs}. */
  synchronized boolean claimClose() {
    boolean now = closing && opened && !claimed && !over && sending == 0;
    claimed |= now;
    return now;
  }

  /** Our CLOSE has been sent. */
  synchronized void closedByUs() {
    closedByUs = true;
  }

  /** Whether both have closed it. */
  synchronized boolean isClosed() {
    return closedByUs && closedByServer;
  }

  /** It is over, for whatever reason; false if it was before. */
  synchronized boolean end() {
    boolean first = !over;
    over = true;
    closing = true;
    return first;
  }

  synchronized boolean isOver() {
    return over;
  }
}
