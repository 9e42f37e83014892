package dog.rebe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests that mean harm, compiled and interpreted. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@ParameterizedClass
@ValueSource(booleans = {false, true})
final class HostileGuestsTest {

  private static final String READ = Guests.wasi("fd_read", "(param i32 i32 i32 i32) (result i32)");
  private static final String WRITE =
      Guests.wasi("fd_write", "(param i32 i32 i32 i32) (result i32)");

  private static PluginHost compiling;
  private static PluginHost interpreting;

  private final PluginHost host;

  HostileGuestsTest(boolean interpreted) {
    host = interpreted ? interpreting : compiling;
  }

  @BeforeAll
  static void open() {
    compiling = PluginHost.builder(Guests.LOADING).concurrency(4).build();
    interpreting = PluginHost.builder(Guests.LOADING).concurrency(4).interpreted().build();
  }

  @AfterAll
  static void close() {
    compiling.close();
    interpreting.close();
  }

  private Failure<CapturedOutput> fail(String text, PluginLimits limits) {
    Outcome<Plugin> loaded = host.load(Guests.plugin(text));
    assertThat(loaded.value()).as("%s", loaded).isPresent();
    Outcome<CapturedOutput> outcome =
        host.call(loaded.value().orElseThrow(), PluginCall.of("decode", new byte[99], limits));
    assertThat(outcome.failure()).as("%s", outcome).isPresent();
    requireHealthy();
    return outcome.failure().orElseThrow();
  }

  private FailureKind kind(String text) {
    return fail(text, Guests.LIMITS).kind();
  }

  /** The host has its threads, and they carry no interrupt: the next guests are none the worse. */
  private void requireHealthy() {
    Plugin decent = host.load(Guests.plugin(Guests.command("", ""))).value().orElseThrow();
    for (int i = 0; i < 8; i++) {
      assertThat(host.call(decent, PluginCall.of("decode", new byte[0], Guests.LIMITS)).value())
          .isPresent();
    }
  }

  private static PluginLimits within(Duration deadline) {
    // As many calls of the host as it likes: it is the time that ends it, however fast it calls
    return new PluginLimits(
        deadline, 16 * PluginLimits.PAGE_BYTES, 65_536, 4096, 4, Integer.MAX_VALUE);
  }

  @Test
  @Tag("fault-48")
  void aLoopEndsAtTheDeadline() {
    Failure<CapturedOutput> failure =
        fail(Guests.command("", "(loop $l (br $l))"), within(Duration.ofMillis(200)));
    assertThat(failure.kind()).isEqualTo(FailureKind.PLUGIN_TIMED_OUT);
    assertThat(failure.delivery()).isEqualTo(Delivery.STOPPED);
  }

  @Test
  @Tag("fault-48")
  void aLoopInTheStartFunctionEndsAtTheDeadline() {
    String start =
        "(module (memory (export \"memory\") 1) (func $s (loop $l (br $l))) (start $s)"
            + " (func (export \"_start\")))";
    assertThat(fail(start, within(Duration.ofMillis(200))).kind())
        .isEqualTo(FailureKind.PLUGIN_TIMED_OUT);
  }

  @Test
  @Tag("fault-48")
  void aLoopOfHostCallsEndsAtTheirLimit() {
    String asks =
        Guests.command(
            Guests.wasi("sched_yield", "(result i32)"),
            "(loop $l (drop (call $sched_yield)) (br $l))");
    assertThat(kind(asks)).isEqualTo(FailureKind.PLUGIN_OVER_CALLS);
  }

  @Test
  @Tag("fault-48")
  void aSlowDripEndsAtTheDeadline() {
    String drips =
        Guests.command(
            WRITE,
            "(i32.store (i32.const 4) (i32.const 1)) (loop $l"
                + " (drop (call $fd_write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8)))"
                + " (i64.store (i32.const 16) (i64.const 0))"
                + " (loop $wait (i64.store (i32.const 16) (i64.add (i64.load (i32.const 16))"
                + " (i64.const 1))) (br_if $wait (i64.lt_u (i64.load (i32.const 16))"
                + " (i64.const 100000)))) (br $l))");
    assertThat(fail(drips, within(Duration.ofMillis(300))).kind())
        .isEqualTo(FailureKind.PLUGIN_TIMED_OUT);
  }

  @Test
  @Tag("fault-48")
  void workWithoutAnyLoopEndsAtTheDeadline() {
    String fills = "(memory.fill (i32.const 0) (i32.const 1) (i32.const 16777216))".repeat(4000);
    String straight =
        "(module (memory (export \"memory\") 256) (func (export \"_start\") " + fills + "))";
    PluginLimits limits =
        new PluginLimits(Duration.ofMillis(100), 256 * PluginLimits.PAGE_BYTES, 9, 9, 0, 9);
    assertThat(fail(straight, limits).kind()).isEqualTo(FailureKind.PLUGIN_TIMED_OUT);
  }

  @Test
  @Tag("fault-48")
  void itCannotSleep() {
    String sleeps =
        Guests.command(
            Guests.wasi("poll_oneoff", "(param i32 i32 i32 i32) (result i32)")
                + Guests.wasi("proc_exit", "(param i32)"),
            "(call $proc_exit (call $poll_oneoff (i32.const 0) (i32.const 64) (i32.const 1)"
                + " (i32.const 8)))");
    assertThat(fail(sleeps, Guests.LIMITS).detail()).contains("status other than 0");
  }

  @Test
  @Tag("fault-49")
  void aGuestThatGivesUpForWantOfMemoryIsOverMemory() {
    String grows =
        Guests.command(
            "",
            "(loop $l (br_if $l (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) unreachable");
    Failure<CapturedOutput> failure = fail(grows, Guests.LIMITS);
    assertThat(failure.kind()).isEqualTo(FailureKind.PLUGIN_OVER_MEMORY);
    assertThat(failure.detail()).contains("16 pages");
  }

  @Test
  @Tag("fault-49")
  void theHeapStaysFlatWhileItAsksForMore() {
    String grows =
        Guests.command(
            "",
            "(loop $l (drop (memory.grow (i32.const 100))) (drop (memory.grow (i32.const 1)))"
                + " (br $l))");
    long before = heapBytes();
    assertThat(fail(grows, within(Duration.ofMillis(300))).kind())
        .isEqualTo(FailureKind.PLUGIN_TIMED_OUT);
    // Whatever else this process does may hold something for a moment
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(heapBytes() - before).isLessThan(16L << 20));
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  @Tag("fault-49")
  void oneThatBeginsTooLargeIsNotStarted() {
    String large = "(module (memory (export \"memory\") 30000) (func (export \"_start\")))";
    assertThat(kind(large)).isEqualTo(FailureKind.PLUGIN_OVER_MEMORY);
  }

  @Test
  @Tag("fault-50")
  void endlessRecursionIsATrap() {
    String recurses =
        "(module (memory (export \"memory\") 1) (func $f (param i64) (result i64)"
            + " (i64.add (call $f (i64.add (local.get 0) (i64.const 1))) (i64.const 1)))"
            + " (func (export \"_start\") (drop (call $f (i64.const 0)))))";
    Failure<CapturedOutput> failure = fail(recurses, Guests.LIMITS);
    assertThat(failure.kind()).isEqualTo(FailureKind.PLUGIN_TRAPPED);
    assertThat(failure.detail()).contains("call stack exhausted");
    assertThat(failure.explanation().headline()).isEqualTo("The add-on guest crashed.");
  }

  @Test
  @Tag("fault-50")
  void recursionThatCallsTheHostFromEveryDepthIsATrap() {
    String recurses =
        "(module "
            + Guests.wasi("random_get", "(param i32 i32) (result i32)")
            + "(memory (export \"memory\") 1) (func $f"
            + " (drop (call $random_get (i32.const 0) (i32.const 8))) (call $f)"
            + " (drop (call $random_get (i32.const 0) (i32.const 8))))"
            + " (func (export \"_start\") (call $f)))";
    PluginLimits limits =
        new PluginLimits(
            Duration.ofMinutes(2), PluginLimits.PAGE_BYTES, 9, 9, 0, Integer.MAX_VALUE);
    assertThat(fail(recurses, limits).kind()).isEqualTo(FailureKind.PLUGIN_TRAPPED);
  }

  @Test
  @Tag("fault-51")
  void aFloodOfOutputEndsAtItsLimit() {
    String floods =
        Guests.command(
            WRITE,
            "(i32.store (i32.const 4) (i32.const 60000)) (loop $l"
                + " (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1)"
                + " (i32.const 65000))) (br $l))");
    Failure<CapturedOutput> failure = fail(floods, Guests.LIMITS);
    assertThat(failure.kind()).isEqualTo(FailureKind.PLUGIN_OVER_OUTPUT);
    assertThat(failure.evidence().output().stdout().size()).isLessThanOrEqualTo(65_536);
  }

  @Test
  @Tag("fault-51")
  void aFloodOfLogIsCut() {
    String floods =
        Guests.command(
            WRITE,
            "(i32.store (i32.const 4) (i32.const 60000))"
                + "(drop (call $fd_write (i32.const 2) (i32.const 0) (i32.const 1)"
                + " (i32.const 65000))) unreachable");
    Failure<CapturedOutput> failure = fail(floods, Guests.LIMITS);
    assertThat(failure.kind()).isEqualTo(FailureKind.PLUGIN_TRAPPED);
    assertThat(failure.evidence().output().stderr().size()).isEqualTo(4096);
    assertThat(failure.evidence().output().stderr().isCut()).isTrue();
  }

  @Test
  @Tag("fault-51")
  void aTableCannotGrowWithoutEnd() {
    String grows =
        Guests.command(
                "",
                "(loop $l (br_if $l (i32.ne (table.grow (ref.null func)"
                    + " (i32.const 10000)) (i32.const -1)))) unreachable")
            .replace("(memory", "(table 1 funcref) (memory");
    assertThat(kind(grows)).isEqualTo(FailureKind.PLUGIN_TRAPPED);
  }

  @Test
  @Tag("fault-54")
  void forgedPointersAreATrap() {
    String[] calls = {
      "(drop (call $fd_read (i32.const 0) (i32.const -8) (i32.const 1) (i32.const 8)))",
      "(drop (call $fd_read (i32.const 0) (i32.const 65532) (i32.const 1) (i32.const 8)))",
      "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const -1)))",
      "(i32.store (i32.const 0) (i32.const -1)) (i32.store (i32.const 4) (i32.const 4))"
          + "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))",
      "(i32.store (i32.const 4) (i32.const 0x7fffffff))"
          + "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))",
      "(i32.store (i32.const 4) (i32.const -1))"
          + "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))",
    };
    for (String call : calls) {
      assertThat(kind(Guests.command(READ, call))).as(call).isEqualTo(FailureKind.PLUGIN_TRAPPED);
    }
  }

  @Test
  @Tag("fault-54")
  void forgedLengthsOfOurOwnFunctionsAreATrap() {
    String imports =
        "(import \"rebe_1\" \"observe\" (func $observe (param i32 i32) (result i32)))"
            + "(import \"rebe_1\" \"answer_read\" (func $read (param i32 i32) (result i32)))"
            + "(import \"rebe_1\" \"log\" (func $log (param i32 i32 i32) (result i32)))";
    Stream.of(
            "(drop (call $observe (i32.const 0) (i32.const -1)))",
            "(drop (call $observe (i32.const -1) (i32.const 2)))",
            "(drop (call $read (i32.const 65535) (i32.const 2)))",
            "(drop (call $read (i32.const 0) (i32.const -1)))",
            "(drop (call $log (i32.const 1) (i32.const 70000) (i32.const 1)))")
        .forEach(
            call ->
                assertThat(kind(Guests.command(imports, call)))
                    .as(call)
                    .isEqualTo(FailureKind.PLUGIN_TRAPPED));
  }

  @Test
  void accessOutsideMemoryIsATrap() {
    assertThat(kind(Guests.command("", "(drop (i64.load (i32.const 65535)))")))
        .isEqualTo(FailureKind.PLUGIN_TRAPPED);
    assertThat(kind(Guests.command("", "(memory.fill (i32.const 0) (i32.const 0) (i32.const -1))")))
        .isEqualTo(FailureKind.PLUGIN_TRAPPED);
    assertThat(kind(Guests.command("", "(memory.copy (i32.const 9) (i32.const 0) (i32.const -1))")))
        .isEqualTo(FailureKind.PLUGIN_TRAPPED);
  }
}
