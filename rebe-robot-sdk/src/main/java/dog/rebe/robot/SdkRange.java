package dog.rebe.robot;

/**
 * The versions of the robot interface that a robot was written for.
 *
 * @param oldest the least; 1 or more
 * @param newest the greatest; not less than {@code oldest}
 */
public record SdkRange(int oldest, int newest) {

  /** The version of this library's interface. It grows when robots must be changed. */
  public static final int CURRENT = 1;

  public SdkRange {
    if (oldest < 1 || newest < oldest) {
      throw new IllegalArgumentException(
          "Versions " + oldest + " to " + newest + " are no range: begin with 1 or more");
    }
  }

  /** The version of this library alone. */
  public static SdkRange current() {
    return new SdkRange(CURRENT, CURRENT);
  }

  /** Whether a robot of this range can run here. */
  public boolean fits() {
    return oldest <= CURRENT && CURRENT <= newest;
  }

  @Override
  public String toString() {
    return oldest == newest ? String.valueOf(oldest) : oldest + " to " + newest;
  }
}
