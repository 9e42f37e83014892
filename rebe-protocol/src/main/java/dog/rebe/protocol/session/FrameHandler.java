package dog.rebe.protocol.session;

import dog.rebe.protocol.wire.Frame;

/**
 * Hears what comes through a {@link FrameChannel}, on I/O threads and without a lock of its. Frames
 * come one at a time.
 */
interface FrameHandler {

  /**
   * A frame arrived that is neither an acknowledgement nor a heartbeat. It is valid during this
   * call only.
   *
   * @throws FrameException if the other side must not send it
   */
  void onFrame(Frame frame) throws FrameException;

  /** The link is gone. The channel waits for another, or to be closed. */
  void onLinkLost(String detail);

  /** The other side broke the protocol, or says that we did. The channel is closed. */
  void onBroken(String detail);

  /** What waited to be sent has become little. */
  void onRoom();
}
