package dog.rebe.command;

import java.util.Arrays;
import java.util.Objects;

/**
 * A part of what detached work has printed. Immutable.
 *
 * @see DetachedWork#output
 */
public final class WorkOutput {

  private final byte[] bytes;
  private final long fromByte;
  private final WorkState state;

  WorkOutput(byte[] bytes, long fromByte, WorkState state) {
    this.bytes = bytes;
    this.fromByte = fromByte;
    this.state = Objects.requireNonNull(state);
  }

  /** The bytes, copied; none if there was nothing new. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Where to read on. */
  public long nextByte() {
    return fromByte + bytes.length;
  }

  /** How the work stood before these bytes were read. */
  public WorkState state() {
    return state;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WorkOutput that
        && fromByte == that.fromByte
        && state.equals(that.state)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(fromByte, state, Arrays.hashCode(bytes));
  }

  @Override
  public String toString() {
    return bytes.length + " bytes from " + fromByte + ", " + state;
  }
}
