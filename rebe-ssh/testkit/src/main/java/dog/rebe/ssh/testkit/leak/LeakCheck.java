package dog.rebe.ssh.testkit.leak;

import dog.rebe.ssh.testkit.EmbeddedFleet;
import dog.rebe.ssh.testkit.NodeDefinition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/**
 * Fails a test that leaves a thread, a file descriptor, or a session, channel or process on an
 * embedded fleet behind, and says what, with the thread's stack.
 *
 * <pre>{@code
 * @RegisterExtension final LeakCheck leaks = LeakCheck.strict();
 *
 * @Test
 * void runs() {
 *   EmbeddedFleet fleet = leaks.fleet(NodeDefinition.of("web-1", SimulatedSystem.debian()));
 *   SshTransport transport = leaks.closing(SshTransport...);
 *   ...
 * }
 * }</pre>
 *
 * <p>After the test it closes what it was given by {@link #closing}, last first. Then sessions,
 * channels and processes on its fleets must go; then it closes the fleets; then threads and file
 * descriptors that were not there before the test must go. What takes longer than the patience is a
 * leak. It looks at the whole JVM, so tests under it cannot run at the same time. Descriptors are
 * looked at where {@code /proc/self/fd} is, which is on Linux. Not thread-safe.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Duration patience;
  private final List<Pattern> ignored;
  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private final List<EmbeddedFleet> fleets = new ArrayList<>();
  private ThreadWatch threads;
  private DescriptorWatch descriptors;

  /** As {@link #strict()}, for {@code @ExtendWith}. */
  public LeakCheck() {
    this(PATIENCE, List.of());
  }

  private LeakCheck(Duration patience, List<Pattern> ignored) {
    this.patience = patience;
    this.ignored = List.copyOf(ignored);
    this.threads = ThreadWatch.begin(ignored);
    this.descriptors = DescriptorWatch.begin();
  }

  /**
   * With a patience of 40 seconds, which only a leak uses up, and no exceptions but the JVM's own
   * threads and files.
   */
  public static LeakCheck strict() {
    return new LeakCheck();
  }

  /**
   * With this patience.
   *
   * @param newPatience for each of the three waits; longer than zero
   */
  public LeakCheck patience(Duration newPatience) {
    if (newPatience.isZero() || newPatience.isNegative()) {
      throw new IllegalArgumentException(
          "A patience of " + newPatience + " must be longer than zero");
    }
    return new LeakCheck(newPatience, ignored);
  }

  /**
   * Lets threads be whose whole name matches this regular expression, for instance those of a
   * scheduler that the JVM shares.
   */
  public LeakCheck ignoringThreads(String regex) {
    List<Pattern> more = new ArrayList<>(ignored);
    more.add(Pattern.compile(regex));
    return new LeakCheck(patience, more);
  }

  /** Starts a fleet that is watched and closed after the test. */
  public EmbeddedFleet fleet(NodeDefinition... nodes) {
    return fleet(List.of(nodes));
  }

  /** Starts a fleet that is watched and closed after the test. */
  public EmbeddedFleet fleet(List<NodeDefinition> nodes) {
    EmbeddedFleet fleet = EmbeddedFleet.start(nodes);
    fleets.add(fleet);
    return fleet;
  }

  /** Closes this after the test, before anything is checked. */
  public <C extends AutoCloseable> C closing(C closeable) {
    closeables.push(Objects.requireNonNull(closeable, "closeable"));
    return closeable;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    closeables.clear();
    fleets.clear();
    threads = ThreadWatch.begin(ignored);
    descriptors = DescriptorWatch.begin();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Exception broken = closeAll();
    List<String> leaks = new ArrayList<>();
    for (EmbeddedFleet fleet : fleets) {
      leaks.addAll(Patience.until(patience, () -> FleetWatch.left(fleet)));
    }
    fleets.forEach(EmbeddedFleet::close);
    leaks.addAll(Patience.until(patience, threads::left));
    leaks.addAll(Patience.until(patience, descriptors::left));
    if (!leaks.isEmpty()) {
      AssertionFailedError failure =
          new AssertionFailedError(
              context.getDisplayName() + " leaves behind:\n" + String.join("\n", leaks));
      if (broken != null) {
        failure.addSuppressed(broken);
      }
      throw failure;
    }
    if (broken != null) {
      throw broken;
    }
  }

  private @Nullable Exception closeAll() {
    Exception first = null;
    while (!closeables.isEmpty()) {
      try {
        closeables.pop().close();
      } catch (Exception broken) {
        if (first == null) {
          first = broken;
        } else {
          first.addSuppressed(broken);
        }
      }
    }
    return first;
  }
}
