package dog.rebe.protocol.session;

/**
 * Counts what arrives, holds the other side to its window, and says when to acknowledge. Not
 * thread-safe: the channel's lock guards it.
 */
final class Inbox {

  /**
   * So that a quiet session is acknowledged by its heartbeats, and a busy one not for each frame.
   */
  private static final int FRAMES_PER_ACK = 64;

  private final long windowBytes;
  private long receivedFrames;
  private long acknowledgedFrames;
  private long unacknowledgedBytes;
  private long knownFrames;

  Inbox(long windowBytes) {
    this.windowBytes = windowBytes;
  }

  /**
   * A counted frame arrived.
   *
   * @param sizeBytes its length included
   * @throws FrameException if the other side sends more than the window allows
   */
  void received(int sizeBytes) throws FrameException {
    receivedFrames++;
    unacknowledgedBytes += sizeBytes;
    if (unacknowledgedBytes > windowBytes) {
      throw FrameException.credit(
          "There are "
              + unacknowledgedBytes
              + " bytes on their way, and the window has "
              + windowBytes);
    }
  }

  /** The other side begins again after so many frames; those that came meanwhile are known. */
  void resumedAfter(long frames) {
    knownFrames = receivedFrames - frames;
  }

  /** Whether the frame that arrives is one that came over the link before; counts it off if so. */
  boolean isKnown() {
    if (knownFrames == 0) {
      return false;
    }
    knownFrames--;
    return true;
  }

  long receivedFrames() {
    return receivedFrames;
  }

  boolean isAckDue() {
    return receivedFrames - acknowledgedFrames >= FRAMES_PER_ACK
        || unacknowledgedBytes >= windowBytes / 4;
  }

  boolean hasUnacknowledged() {
    return receivedFrames > acknowledgedFrames;
  }

  /** What to acknowledge now. */
  long acknowledge() {
    acknowledgedFrames = receivedFrames;
    unacknowledgedBytes = 0;
    return receivedFrames;
  }
}
