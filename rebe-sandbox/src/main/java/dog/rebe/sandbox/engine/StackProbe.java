package dog.rebe.sandbox.engine;

/**
 * Makes sure that the host has room on the stack before it runs any code for a guest. A guest that
 * has used up the stack would otherwise make the host's code overflow at a place of the guest's
 * choosing: in the initializer of a class, say, which then fails for the whole life of the process.
 */
final class StackProbe {

  /** Each frame takes at least 32 bytes when compiled, so this is 64 KiB or more. */
  private static final int FRAMES = 2048;

  private StackProbe() {}

  /**
   * Touches the stack that host code may need.
   *
   * @throws StackOverflowError if there is too little, at a place where that harms nothing
   */
  static void touch() {
    if (descend(FRAMES, 1, 2) == 0) {
      throw new IllegalStateException("It adds up what is positive");
    }
  }

  private static long descend(int frames, long a, long b) {
    return frames == 0 ? a + b : descend(frames - 1, a + 1, b) + 1;
  }
}
