package dog.rebe.ssh.testkit.wire;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What a {@link FaultProxy} does to a connection. A byte's number is its place in one direction of
 * one connection, from 0: a fault at byte 10 lets the bytes 0 to 9 through and strikes before the
 * next.
 */
public sealed interface WireFault {

  /** The direction that it concerns. */
  Direction direction();

  /** A fault that strikes at a certain byte. */
  sealed interface AtByte extends WireFault {
    /** How many bytes get through before it strikes, 0 or more. */
    long atByte();
  }

  /**
   * Both sides are closed in an orderly way (FIN).
   *
   * @param direction where bytes are counted
   * @param atByte how many get through
   */
  record Cut(Direction direction, long atByte) implements AtByte {
    public Cut {
      check(direction, atByte);
    }
  }

  /**
   * Both sides are reset (RST).
   *
   * @param direction where bytes are counted
   * @param atByte how many get through
   */
  record Reset(Direction direction, long atByte) implements AtByte {
    public Reset {
      check(direction, atByte);
    }
  }

  /**
   * Nothing more gets through in this direction and the connection stays open. The sender's TCP
   * window fills.
   *
   * @param direction which one
   * @param atByte how many get through
   */
  record Stall(Direction direction, long atByte) implements AtByte {
    public Stall {
      check(direction, atByte);
    }
  }

  /**
   * Nothing gets through in this direction for a while; then it goes on.
   *
   * @param direction which one
   * @param atByte how many get through before
   * @param length how long; not negative
   */
  record Pause(Direction direction, long atByte, Duration length) implements AtByte {
    public Pause {
      check(direction, atByte);
      if (length.isNegative()) {
        throw new IllegalArgumentException("A pause of " + length + " is negative");
      }
    }
  }

  /**
   * Every byte arrives this much later. Throughput stays.
   *
   * @param direction which one
   * @param latency longer than zero
   */
  record Delay(Direction direction, Duration latency) implements WireFault {
    public Delay {
      Objects.requireNonNull(direction, "direction");
      requirePositive(latency);
    }
  }

  /**
   * A few bytes at a time.
   *
   * @param direction which one
   * @param bytes how many at once, 1 or more
   * @param interval between them, longer than zero
   */
  record Trickle(Direction direction, int bytes, Duration interval) implements WireFault {
    public Trickle {
      Objects.requireNonNull(direction, "direction");
      requirePositive(interval);
      if (bytes < 1) {
        throw new IllegalArgumentException(bytes + " bytes at a time: use 1 or more");
      }
    }
  }

  /**
   * A cut, a reset or a stall at a random byte of a random direction.
   *
   * @param random seeded by the caller, so that a failure can be replayed
   * @param bytes the number of the byte is less than this; 1 or more
   */
  static WireFault random(RandomGenerator random, long bytes) {
    Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
    long atByte = random.nextLong(bytes);
    return switch (random.nextInt(3)) {
      case 0 -> new Cut(direction, atByte);
      case 1 -> new Reset(direction, atByte);
      default -> new Stall(direction, atByte);
    };
  }

  /** The delay in both directions that makes a round trip this much longer. */
  static List<WireFault> roundTrip(Duration time) {
    Duration half = time.dividedBy(2);
    return List.of(new Delay(Direction.TO_SERVER, half), new Delay(Direction.TO_CLIENT, half));
  }

  private static void check(Direction direction, long atByte) {
    Objects.requireNonNull(direction, "direction");
    if (atByte < 0) {
      throw new IllegalArgumentException("Byte " + atByte + " is negative: use 0 or more");
    }
  }

  private static void requirePositive(Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("A time of " + time + " must be longer than zero");
    }
  }
}
