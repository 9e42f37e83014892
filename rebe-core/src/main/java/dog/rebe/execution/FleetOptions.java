package dog.rebe.execution;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a command goes through a fleet. Immutable. */
public final class FleetOptions {

  private static final FleetOptions DEFAULTS = builder().build();

  private final int concurrency;
  private final @Nullable Duration deadline;
  private final long maxFailures;
  private final double maxFailureShare;
  private final int canary;
  private final List<Integer> waves;

  private FleetOptions(Builder builder) {
    this.concurrency = builder.concurrency;
    this.deadline = builder.deadline;
    this.maxFailures = builder.maxFailures;
    this.maxFailureShare = builder.maxFailureShare;
    this.canary = builder.canary;
    this.waves = builder.waves;
  }

  /** 100 nodes at the same time, no deadline of the run, no limit on failures, no waves. */
  public static FleetOptions defaults() {
    return DEFAULTS;
  }

  /** A builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder with these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.concurrency = concurrency;
    builder.deadline = deadline;
    builder.maxFailures = maxFailures;
    builder.maxFailureShare = maxFailureShare;
    builder.canary = canary;
    builder.waves = waves;
    return builder;
  }

  /** On how many nodes the command may run at the same time. */
  public int concurrency() {
    return concurrency;
  }

  /** How long the run may take, from the first demand for outcomes on. */
  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** How many nodes may fail before no other begins. */
  public long maxFailures() {
    return maxFailures;
  }

  /** Which share of the finished nodes may have failed before no other begins. */
  public double maxFailureShare() {
    return maxFailureShare;
  }

  /** How many nodes go first and must all succeed. */
  public int canary() {
    return canary;
  }

  /** The sizes of the waves; the last repeats; empty for none. */
  public List<Integer> waves() {
    return waves;
  }

  /** Builds options. Not thread-safe. */
  public static final class Builder {

    private int concurrency = 100;
    private @Nullable Duration deadline;
    private long maxFailures = Long.MAX_VALUE;
    private double maxFailureShare = 1;
    private int canary;
    private List<Integer> waves = List.of();

    private Builder() {}

    /** On how many nodes the command may run at the same time; at least 1. Default 100. */
    public Builder concurrency(int nodes) {
      if (nodes < 1) {
        throw new IllegalArgumentException("A concurrency of " + nodes + ": use 1 or more");
      }
      concurrency = nodes;
      return this;
    }

    /**
     * How long the run may take, from the first demand for outcomes on. Then what has not begun
     * ends as {@code run-stopped}, not started, and what runs is ended as timed out. Longer than
     * zero. Default: no deadline but those of the commands.
     */
    public Builder deadline(Duration newDeadline) {
      if (newDeadline.isZero() || newDeadline.isNegative()) {
        throw new IllegalArgumentException(
            "The run's deadline " + newDeadline + " must be longer than zero");
      }
      deadline = newDeadline;
      return this;
    }

    /**
     * How many nodes may fail, whatever the delivery. With one more no other node begins; what runs
     * runs on. Zero or more. Default: any number.
     */
    public Builder maxFailures(long nodes) {
      if (nodes < 0) {
        throw new IllegalArgumentException(nodes + " failures at most: use 0 or more");
      }
      maxFailures = nodes;
      return this;
    }

    /**
     * Which share of the finished nodes may have failed, whatever the delivery. With more no other
     * node begins; what runs runs on. It is looked at from the tenth finished node on, and at the
     * end of each wave. 0 to 1. Default 1: any share.
     */
    public Builder maxFailureShare(double share) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("A share of failures of " + share + ": use 0 to 1");
      }
      maxFailureShare = share;
      return this;
    }

    /**
     * How many nodes go first. All of them must succeed before any other begins. Zero or more.
     * Default 0: none.
     */
    public Builder canary(int nodes) {
      if (nodes < 0) {
        throw new IllegalArgumentException("A canary of " + nodes + " nodes: use 0 or more");
      }
      canary = nodes;
      return this;
    }

    /**
     * How many nodes go together, after the canary: every node of a wave has its outcome before the
     * next wave begins. The last size repeats. Each at least 1. Default: no waves.
     */
    public Builder waves(int... sizes) {
      if (sizes.length == 0) {
        throw new IllegalArgumentException("No size of a wave: leave waves() out for none");
      }
      for (int size : sizes) {
        if (size < 1) {
          throw new IllegalArgumentException("A wave of " + size + " nodes: use 1 or more");
        }
      }
      waves = Arrays.stream(sizes).boxed().toList();
      return this;
    }

    /** The options. */
    public FleetOptions build() {
      return new FleetOptions(this);
    }
  }
}
