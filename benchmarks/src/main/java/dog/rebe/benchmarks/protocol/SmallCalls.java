package dog.rebe.benchmarks.protocol;

import java.io.Closeable;

/** Small calls to another side on this machine, one way or another. */
interface SmallCalls extends Closeable {

  String name();

  /** Starts a call; the action runs when it is over, on whichever thread. */
  void start(Runnable whenOver);
}
