package dog.rebe.benchmarks.soak;

import dog.rebe.ssh.testkit.EmbeddedNode;
import dog.rebe.ssh.testkit.Fault;
import dog.rebe.ssh.testkit.wire.Direction;
import dog.rebe.ssh.testkit.wire.WireFault;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong, by a seed. Thread-safe. */
final class Weather {

  private static final int LONGEST_CONNECTION_BYTES = 100_000;

  private final SplittableRandom random;

  Weather(long seed) {
    random = new SplittableRandom(seed);
  }

  /** For a connection to a real server: a third of them hold. */
  synchronized List<WireFault> connection(int number) {
    Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
    long bytes = random.nextLong(LONGEST_CONNECTION_BYTES);
    return switch (random.nextInt(30)) {
      case 0 -> List.of(new WireFault.Stall(direction, bytes));
      case 1, 2 -> List.of(new WireFault.Pause(direction, bytes, Duration.ofSeconds(1)));
      case 3 -> List.of(new WireFault.Trickle(direction, 50, Duration.ofMillis(1)));
      case 4, 5 -> WireFault.roundTrip(Duration.ofMillis(random.nextInt(1, 50)));
      case 6, 7, 8, 9, 10, 11, 12 -> List.of(new WireFault.Cut(direction, bytes));
      case 13, 14, 15, 16, 17, 18, 19 -> List.of(new WireFault.Reset(direction, bytes));
      default -> List.of();
    };
  }

  /** For an embedded node: half of the time it is well. */
  synchronized void strike(EmbeddedNode node) {
    if (random.nextBoolean()) {
      node.heal();
    } else {
      node.become(fault());
    }
    if (random.nextInt(4) == 0) {
      node.cutSessions();
    }
  }

  private Fault fault() {
    return switch (random.nextInt(18)) {
      case 0 -> Fault.switchedOff();
      case 1 -> Fault.blackHole();
      case 2 -> Fault.hangsUp();
      case 3 -> Fault.slowBanner(Duration.ofMillis(20));
      case 4 -> Fault.bannerFlood();
      case 5 -> Fault.closesInKeyExchange();
      case 6 -> Fault.refusesAuthentication();
      case 7 -> Fault.hangsInAuthentication();
      case 8 -> Fault.maxSessions(1);
      case 9 -> Fault.hangsOnChannels();
      case 10 -> Fault.refusesExec();
      case 11 -> Fault.hangsInCommand(random.nextInt(100));
      case 12 -> Fault.slow(Duration.ofMillis(500));
      case 13 -> Fault.killedBy("SEGV");
      case 14 -> Fault.vanishingCommands();
      case 15 -> Fault.outputAfterExit();
      case 16 -> Fault.flood();
      default -> Fault.cutsConnection(random.nextInt(100));
    };
  }
}
