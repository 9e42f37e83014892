package dog.rebe.robotkit;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.change.Step;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.node.Node;
import dog.rebe.node.NodeId;
import dog.rebe.robot.Goal;
import dog.rebe.robot.Observations;
import dog.rebe.robot.Observer;
import dog.rebe.robot.Robot;
import dog.rebe.robot.RobotManifest;
import dog.rebe.robot.Verification;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/** For each rule a robot that breaks it, and keeps all others. */
final class RulesTest {

  /** The kit, for a robot that is made anew each time. */
  private static final class Kit extends RobotConformanceKit<Map<NodeId, String>> {
    private final Supplier<Robot<Map<NodeId, String>>> robots;
    private final Duration patience;

    Kit(Supplier<Robot<Map<NodeId, String>>> robots, Duration patience) {
      this.robots = robots;
      this.patience = patience;
    }

    @Override
    protected Robot<Map<NodeId, String>> robot() {
      return robots.get();
    }

    @Override
    protected Scenario scenario() {
      return new Lamps().scenario();
    }

    @Override
    Duration patience() {
      return patience;
    }
  }

  private static List<Method> rules() {
    return Arrays.stream(RobotConformanceKit.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static SortedSet<String> broken(Supplier<Robot<Map<NodeId, String>>> robots) {
    return broken(robots, Duration.ofMinutes(3));
  }

  private static SortedSet<String> broken(
      Supplier<Robot<Map<NodeId, String>>> robots, Duration patience) {
    SortedSet<String> broken = new TreeSet<>();
    for (Method rule : rules()) {
      Kit kit = new Kit(robots, patience);
      kit.startMachines();
      try {
        rule.invoke(kit);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof TestAbortedException)) {
          broken.add(rule.getName().replaceFirst("^([a-z]+_[0-9]+).*", "$1"));
        }
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      } finally {
        kit.stopMachines();
      }
    }
    return broken;
  }

  @Test
  void aGoodRobotKeepsEveryRule() {
    assertThat(rules()).hasSize(12);
    assertThat(broken(LampRobot::new)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> aRobotThatBreaksARuleFailsThatRuleAndNoOther() {
    Map<String, Supplier<Robot<Map<NodeId, String>>>> bad = new HashMap<>();
    AtomicInteger made = new AtomicInteger();
    CountDownLatch released = new CountDownLatch(1);
    bad.put("required_01", () -> anotherEachTime(made.incrementAndGet()));
    bad.put("required_02", Toucher::new);
    bad.put("required_03", () -> moody(new AtomicInteger()));
    bad.put("required_04", Wanderer::new);
    bad.put("required_05", RulesTest::touchingInItsPreview);
    bad.put("required_06", RulesTest::terse);
    bad.put("required_07", RulesTest::humming);
    bad.put("required_08", Brittle::new);
    bad.put("required_09", RulesTest::slow);
    bad.put("required_10", () -> new Deaf(released));
    bad.put("optional_01", RulesTest::forgetful);
    bad.put("optional_02", RulesTest::silent);
    assertThat(bad).as("a robot for each rule").hasSameSizeAs(rules());
    return bad.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () ->
                        assertThat(broken(rule.getValue(), patienceWith(rule.getKey())))
                            .containsExactly(rule.getKey())))
        .onClose(released::countDown);
  }

  /** The one that never ends is not waited for as long as those that only are slow. */
  private static Duration patienceWith(String rule) {
    return rule.equals("required_10") ? Duration.ofSeconds(3) : Duration.ofMinutes(3);
  }

  /** Claims a read-only run and brings no undo: its optional rule is skipped, not failed. */
  @Test
  void optionalRulesAreSkippedForWhoDoesNotClaimThem() {
    assertThat(
            broken(
                () ->
                    new LampRobot() {
                      @Override
                      Step step(String id, NodeId node) {
                        return Step.of(id, "Turns it on.", command(), List.of(node));
                      }
                    }))
        .isEmpty();
  }

  /** Its manifest says that it changes nothing. */
  @Test
  void aRobotThatConcealsItsChangesBreaksTheRuleOfEffects() {
    assertThat(
            broken(
                () ->
                    new LampRobot() {
                      @Override
                      public RobotManifest manifest() {
                        RobotManifest honest = super.manifest();
                        return new RobotManifest(
                            honest.id(),
                            honest.version(),
                            honest.purpose(),
                            honest.goalType(),
                            honest.observes(),
                            List.of(),
                            honest.sdk());
                      }
                    }))
        .contains("required_05");
  }

  /** What it does not look at, nobody can call well, nor say that it did not answer. */
  @Test
  void aRobotThatNeverLooksAtAMachineBreaksTheRulesOfTheGoalAndOfUnreachableOnes() {
    assertThat(
            broken(
                () ->
                    new LampRobot() {
                      @Override
                      public Map<NodeId, String> observe(Observer observer, Goal goal) {
                        List<Node> some =
                            observer.nodes().stream()
                                .filter(node -> !node.id().value().equals("attic"))
                                .toList();
                        return seen(observer.run(reading("show").decode(Decoder.text()), some));
                      }
                    }))
        .containsExactly("required_07", "required_08");
  }

  private static Robot<Map<NodeId, String>> anotherEachTime(int number) {
    return new LampRobot() {
      @Override
      String version() {
        return "1.0." + number;
      }
    };
  }

  /** Looks by a command that leaves a trace. */
  private static final class Toucher extends LampRobot {
    @Override
    public Map<NodeId, String> observe(Observer observer, Goal goal) {
      return seen(observer.run(reading("touch").decode(Decoder.text())));
    }
  }

  private static Robot<Map<NodeId, String>> moody(AtomicInteger count) {
    return new LampRobot() {
      @Override
      String purpose() {
        return "Turns lamps on, thought of " + count.incrementAndGet() + " times.";
      }
    };
  }

  /** Knows the machines of its house, and plans for all that did not fail. */
  private static final class Wanderer extends LampRobot {
    @Override
    Map<NodeId, String> seen(Observations<String> observations) {
      Map<NodeId, String> house = new HashMap<>();
      for (String id : List.of("attic", "hall")) {
        NodeId node = new NodeId(id);
        if (!observations.failures().containsKey(node)) {
          house.put(node, observations.answers().getOrDefault(node, "off"));
        }
      }
      return new TreeMap<>(house);
    }

    @Override
    public Verification verify(Map<NodeId, String> observed, Goal goal) {
      return Verification.passed();
    }
  }

  private static Robot<Map<NodeId, String>> touchingInItsPreview() {
    return new LampRobot() {
      @Override
      Command<?> preview() {
        return reading("touch");
      }
    };
  }

  private static Robot<Map<NodeId, String>> terse() {
    return new LampRobot() {
      @Override
      String purpose() {
        return "lamps";
      }
    };
  }

  private static Robot<Map<NodeId, String>> humming() {
    return new LampRobot() {
      @Override
      Command<?> command() {
        return changing("hum");
      }
    };
  }

  /** Gives up when a machine does not answer. */
  private static final class Brittle extends LampRobot {
    @Override
    Map<NodeId, String> seen(Observations<String> observations) {
      if (!observations.failures().isEmpty()) {
        throw new IllegalStateException("A machine did not answer");
      }
      return super.seen(observations);
    }
  }

  private static Robot<Map<NodeId, String>> slow() {
    return new LampRobot() {
      @Override
      Command<?> command() {
        return Command.of("lamp", "on")
            .changes(Repetition.ONCE)
            .limits(Limits.of(Duration.ofHours(3), 4096));
      }
    };
  }

  /** Goes on looking when it is interrupted, until the test lets it go. */
  private static final class Deaf extends LampRobot {
    private final CountDownLatch released;

    Deaf(CountDownLatch released) {
      this.released = released;
    }

    @Override
    public Map<NodeId, String> observe(Observer observer, Goal goal) {
      while (Thread.currentThread().isInterrupted() && released.getCount() > 0) {
        Thread.interrupted();
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return super.observe(observer, goal);
    }
  }

  private static Robot<Map<NodeId, String>> forgetful() {
    return new LampRobot() {
      @Override
      Command<?> undo() {
        return changing("hum");
      }
    };
  }

  private static Robot<Map<NodeId, String>> silent() {
    return new LampRobot() {
      @Override
      Command<?> preview() {
        return reading("hum");
      }
    };
  }
}
