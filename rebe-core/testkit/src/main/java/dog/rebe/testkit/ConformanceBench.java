package dog.rebe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.SecretValues;
import dog.rebe.execution.ExchangeEnd;
import dog.rebe.execution.Request;
import dog.rebe.execution.Transport;
import dog.rebe.node.Node;
import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.ExitStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the tests of the conformance kit have in common: a transport, a node, and what is run on it.
 */
abstract class ConformanceBench {

  static final Duration LONG = Duration.ofSeconds(60);
  static final Duration GRACE = Duration.ofSeconds(20);

  /** For who does not end by himself: he is left to for most of it. */
  static final Duration SHORT_GRACE = Duration.ofSeconds(6);

  static final int LARGE = 1_000_000;

  final SplittableRandom random = new SplittableRandom(20_261_121);
  private final List<HeardAttempt> heard = new ArrayList<>();
  private Transport transport;
  private final List<String> scratch = new ArrayList<>();

  /** A new transport. The kit closes it. */
  protected abstract Transport openTransport() throws Exception;

  /** A node that it reaches. */
  protected abstract Node node();

  /** Whether the transport can tell a command that was ended by a signal from one that exited. */
  protected boolean tellsSignals() {
    return true;
  }

  /**
   * Whether it can confirm that a stopped command has ended. One that cannot must say so each time.
   */
  protected boolean confirmsStops() {
    return true;
  }

  /** Whether nothing but the command writes to standard error; some login shells greet there. */
  protected boolean hasCleanErrorStream() {
    return true;
  }

  final Transport transport() {
    return transport;
  }

  @BeforeEach
  final void open() throws Exception {
    transport = openTransport();
  }

  /** Whatever else a test looks at: no rule of the listener was broken, and nothing was left. */
  @AfterEach
  final void closeAndCheck() {
    if (!scratch.isEmpty()) {
      run(change("rm -rf " + String.join(" ", scratch)));
    }
    transport.close();
    for (HeardAttempt attempt : heard) {
      attempt.awaitEnd(LONG);
      assertThat(attempt.violations()).isEmpty();
    }
  }

  HeardAttempt run(Command<?> command) {
    return run(command, Map.of());
  }

  HeardAttempt run(Command<?> command, Map<String, byte[]> secrets) {
    HeardAttempt attempt = start(command, Long.MAX_VALUE, SecretValues.of(secrets));
    attempt.awaitEnd(LONG);
    return attempt;
  }

  HeardAttempt start(Command<?> command, long demand) {
    return start(command, demand, SecretValues.none());
  }

  HeardAttempt start(Command<?> command, long demand, SecretValues secrets) {
    HeardAttempt attempt = new HeardAttempt();
    heard.add(attempt);
    Request request =
        new Request(
            node(),
            command,
            secrets,
            HexFormat.of().toHexDigits(random.nextLong()),
            1,
            command.limits().attemptTimeout());
    attempt.begun(transport.start(request, attempt));
    if (demand > 0) {
      attempt.exchange().request(demand);
    }
    return attempt;
  }

  static Command<CapturedOutput> shell(String script) {
    return limited(Command.of("sh", "-c", script).readOnly());
  }

  static Command<CapturedOutput> change(String script) {
    return limited(Command.of("sh", "-c", script).changes(Repetition.REPEATABLE));
  }

  static Command<CapturedOutput> limited(Command.NeedsLimits command) {
    return command.limits(Limits.of(LONG, 10L * LARGE).withGrace(GRACE));
  }

  static List<Argument> printf(Argument argument) {
    return List.of(Argument.of("printf"), Argument.of("%s"), argument);
  }

  /** Prints so many bytes by nothing but what every userland has. */
  static String printing(int bytes) {
    return "head -c " + bytes + " /dev/zero";
  }

  static ExchangeEnd exited(int status) {
    return new ExchangeEnd.Exited(new ExitStatus(status));
  }

  void assertStopped(ExchangeEnd end) {
    if (confirmsStops()) {
      assertThat(end).isInstanceOf(ExchangeEnd.StoppedConfirmed.class);
    } else {
      assertThat(end).isInstanceOf(ExchangeEnd.StoppedUnconfirmed.class);
    }
  }

  /** A zombie has ended, though nobody has collected it. */
  boolean isAlive(String pid) {
    HeardAttempt look =
        run(
            shell(
                "kill -s 0 "
                    + pid
                    + " 2>/dev/null || exit 1; [ -r /proc/"
                    + pid
                    + "/stat ] || exit 0; read -r s </proc/"
                    + pid
                    + "/stat; case ${s##*) } in Z*|X*) exit 1;; esac"));
    return look.awaitEnd(LONG).equals(exited(0));
  }

  String scratchPath() {
    String path = "/tmp/rebe-kit-" + UUID.randomUUID();
    scratch.add(path);
    return path;
  }

  static void awaitChunks(HeardAttempt attempt, int chunks) {
    awaitTrue(() -> attempt.chunks() >= chunks || attempt.isOver(), attempt);
  }

  static void awaitOutput(HeardAttempt attempt, String text) {
    awaitTrue(() -> attempt.stdoutText().contains(text) || attempt.isOver(), attempt);
  }

  static void awaitTrue(BooleanSupplier condition, HeardAttempt at) {
    long endNanos = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - endNanos > 0) {
        throw new AssertionError("After " + LONG + " only this was heard: " + at);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
