package dog.rebe.protocol.session;

import com.google.protobuf.ByteString;
import java.util.random.RandomGenerator;

/** The name of a session. Who knows it may ask to resume it, so it is never printed. */
public final class SessionName {

  private static final int BYTES = 16;

  private final ByteString bytes;

  private SessionName(ByteString bytes) {
    this.bytes = bytes;
  }

  static SessionName random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SessionName(ByteString.copyFrom(bytes));
  }

  static SessionName of(ByteString bytes) {
    return new SessionName(ByteString.copyFrom(bytes.toByteArray()));
  }

  ByteString bytes() {
    return bytes;
  }

  boolean isSound() {
    return bytes.size() == BYTES;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionName that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
