package dog.rebe.protocol.session;

/** A frame on its way out. Written by one thread at a time; a replay asks for its bytes again. */
interface OutFrame {

  /** How long it is at most, its length included. */
  int sizeBytes();

  /**
   * Called once, just before it is first written, by the thread that writes.
   *
   * @return false if it is not to be sent any more
   */
  boolean claim();

  /** Its bytes, its length included. */
  byte[] bytes();

  /** It arrived, or never will: nothing of it is needed any more. */
  void forget();
}
