package dog.rebe.protocol.carrier;

import java.io.IOException;

/** Takes connections that others make. Thread-safe. */
public interface LinkServer extends AutoCloseable {

  /** Where it listens, for people. */
  String address();

  /**
   * Waits for the next connection. Nothing that the other side does or leaves undone holds this
   * method up.
   *
   * @throws IOException if the server is closed or broken
   */
  Incoming accept() throws IOException;

  /** Stops listening and wakes whoever accepts. Idempotent, does not throw. */
  @Override
  void close();

  /** A connection whose own handshake has not begun. */
  interface Incoming extends AutoCloseable {

    /** Makes it a link: TLS, an upgrade, or nothing. Blocks as long as the other side takes. */
    Link open() throws IOException;

    /** Gives it up, and wakes whoever is in {@link #open}. Idempotent, does not throw. */
    @Override
    void close();
  }
}
