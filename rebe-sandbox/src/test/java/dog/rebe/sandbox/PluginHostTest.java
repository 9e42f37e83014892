package dog.rebe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.outcome.Delivery;
import dog.rebe.outcome.ExitStatus;
import dog.rebe.outcome.Failure;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a plugin that means well gets. */
final class PluginHostTest {

  /** Copies standard input to standard output. */
  private static final String ECHO =
      Guests.command(
          Guests.wasi("fd_read", "(param i32 i32 i32 i32) (result i32)")
              + Guests.wasi("fd_write", "(param i32 i32 i32 i32) (result i32)"),
          "(i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const 4096))"
              + "(block $end (loop $more"
              + " (i32.store (i32.const 4) (i32.const 4096))"
              + " (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))"
              + " (br_if $end (i32.eqz (i32.load (i32.const 8))))"
              + " (i32.store (i32.const 4) (i32.load (i32.const 8)))"
              + " (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))"
              + " (br $more)))");

  private PluginHost host;

  @BeforeEach
  void open() {
    host =
        PluginHost.builder(Guests.LOADING)
            .clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC))
            .build();
  }

  @AfterEach
  void close() {
    host.close();
  }

  private Plugin load(byte[] module) {
    Outcome<Plugin> loaded = host.load(module);
    assertThat(loaded.value()).as("%s", loaded).isPresent();
    return loaded.value().orElseThrow();
  }

  private Outcome<CapturedOutput> call(String text, String wants, Grants grants) {
    return host.call(
        load(Guests.plugin(text, wants)),
        PluginCall.of("decode", new byte[0], Guests.LIMITS).grants(grants));
  }

  @Test
  void answersWithWhatThePluginWrites() {
    byte[] input = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    Outcome<CapturedOutput> answer =
        host.call(load(Guests.plugin(ECHO)), PluginCall.of("decode", input, Guests.LIMITS));
    assertThat(answer.value().orElseThrow().stdout().bytes()).isEqualTo(input);
    assertThat(answer.evidence().exit()).contains(new ExitStatus(0));
    assertThat(answer.delivery()).isEqualTo(Delivery.COMPLETED);
  }

  @Test
  void loadsTheSameBytesOnce() {
    byte[] module = Guests.plugin(ECHO);
    assertThat(load(module)).isSameAs(load(module.clone()));
  }

  @Test
  void forgetsModulesBeyondTheKeptOnes() {
    try (PluginHost forgetful = PluginHost.builder(Guests.LOADING).keptModules(0).build()) {
      byte[] module = Guests.plugin(ECHO);
      Plugin first = forgetful.load(module).value().orElseThrow();
      assertThat(forgetful.load(module).value().orElseThrow()).isNotSameAs(first);
      assertThat(
              forgetful
                  .call(first, PluginCall.of("decode", new byte[3], Guests.LIMITS))
                  .value()
                  .orElseThrow()
                  .stdout()
                  .size())
          .isEqualTo(3);
    }
  }

  @Test
  void everyCallFindsAFreshInstance() {
    String counting =
        "(module "
            + Guests.wasi("proc_exit", "(param i32)")
            + "(memory (export \"memory\") 1) (global $n (mut i32) (i32.const 0))"
            + "(table 1 funcref) (func (export \"_start\")"
            + " (i32.store (i32.const 64) (i32.add (i32.load (i32.const 64)) (i32.const 1)))"
            + " (global.set $n (i32.add (global.get $n) (i32.const 1)))"
            + " (drop (table.grow (ref.null func) (i32.const 5)))"
            + " (call $proc_exit (i32.add (i32.add (i32.load (i32.const 64)) (global.get $n))"
            + " (table.size)))))";
    Plugin plugin = load(Guests.plugin(counting));
    for (int i = 0; i < 3; i++) {
      assertThat(
              host.call(plugin, PluginCall.of("decode", new byte[0], Guests.LIMITS))
                  .evidence()
                  .exit())
          .as("1 in memory, 1 in the global, 6 in the table")
          .contains(new ExitStatus(8));
    }
  }

  @Test
  void manyCallsRunAtOnce() throws Exception {
    Plugin plugin = load(Guests.plugin(ECHO));
    ExecutorService callers = Executors.newFixedThreadPool(64);
    try {
      List<CompletableFuture<String>> answers = new ArrayList<>();
      IntStream.range(0, 640)
          .forEach(
              i ->
                  answers.add(
                      CompletableFuture.supplyAsync(
                          () ->
                              host.call(
                                      plugin,
                                      PluginCall.of(
                                          "decode",
                                          Integer.toString(i).getBytes(StandardCharsets.UTF_8),
                                          Guests.LIMITS))
                                  .value()
                                  .orElseThrow()
                                  .stdout()
                                  .utf8(),
                          callers)));
      for (int i = 0; i < 640; i++) {
        assertThat(answers.get(i).get(120, TimeUnit.SECONDS)).isEqualTo(Integer.toString(i));
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void aPluginThatGivesUpSaysWhy() {
    Outcome<CapturedOutput> outcome =
        call(
            Guests.command(
                Guests.wasi("fd_write", "(param i32 i32 i32 i32) (result i32)")
                    + Guests.wasi("proc_exit", "(param i32)"),
                "(i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 2))"
                    + "(i32.store (i32.const 16) (i32.const 0x6f6e))"
                    + "(drop (call $fd_write (i32.const 2) (i32.const 0) (i32.const 1)"
                    + " (i32.const 8))) (call $proc_exit (i32.const 3))"),
            "",
            Grants.none());
    Failure<CapturedOutput> failure = outcome.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.PLUGIN_FAILED);
    assertThat(failure.detail()).isEqualTo("no");
    assertThat(failure.evidence().exit()).contains(new ExitStatus(3));
    assertThat(failure.explanation().headline())
        .isEqualTo("The add-on guest could not do its work.");
  }

  @Test
  void aVerbThatItHasNotIsRefused() {
    Outcome<CapturedOutput> outcome =
        host.call(load(Guests.plugin(ECHO)), PluginCall.of("sing", new byte[0], Guests.LIMITS));
    assertThat(outcome.failure().orElseThrow().kind()).isEqualTo(FailureKind.PLUGIN_INCOMPATIBLE);
    assertThat(outcome.delivery()).isEqualTo(Delivery.NOT_STARTED);
  }

  @Test
  void whatItCannotWorkWithoutMustBeGranted() {
    String want = "{\"grant\":\"read-folder\",\"subject\":\"/etc\",\"required\":true}";
    Outcome<CapturedOutput> outcome = call(ECHO, want, Grants.none());
    assertThat(outcome.failure().orElseThrow().kind()).isEqualTo(FailureKind.PLUGIN_REFUSED_GRANT);
    assertThat(outcome.failure().orElseThrow().detail()).contains("/etc");
    assertThat(
            call(ECHO, want, Grants.none().readFolder("/etc", Folder.ofFiles(java.util.Map.of())))
                .value())
        .isPresent();
  }

  @Test
  void nobodyCanGrantWhatThisVersionDoesNotKnow() {
    String wishes = "{\"grant\":\"raw-sockets\",\"subject\":\"*\",\"required\":true}";
    assertThat(call(ECHO, wishes, Grants.none()).failure().orElseThrow().kind())
        .isEqualTo(FailureKind.PLUGIN_REFUSED_GRANT);
    assertThat(call(ECHO, wishes.replace("true", "false"), Grants.none()).value()).isPresent();
  }

  /** Exits with the number of variables plus 16 if there is a clock. */
  private static final String LOOKS_AROUND =
      Guests.command(
          Guests.wasi("environ_sizes_get", "(param i32 i32) (result i32)")
              + Guests.wasi("clock_time_get", "(param i32 i64 i32) (result i32)")
              + Guests.wasi("proc_exit", "(param i32)"),
          "(drop (call $environ_sizes_get (i32.const 0) (i32.const 4)))"
              + "(call $proc_exit (i32.add (i32.load (i32.const 0)) (i32.mul (i32.const 16)"
              + " (i32.eqz (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 8))))))");

  private static final String WANTS_ALL =
      "{\"grant\":\"environment\",\"subject\":\"TZ\"},{\"grant\":\"clock\"}";

  @Test
  void nothingIsThereByDefault() {
    assertThat(call(LOOKS_AROUND, WANTS_ALL, Grants.none()).evidence().exit())
        .contains(new ExitStatus(0));
  }

  @Test
  void grantsAndWishesMeet() {
    Grants all =
        Grants.none()
            .environment("TZ", "UTC")
            .environment("SECRET", "x")
            .clock(Duration.ofSeconds(1));
    assertThat(call(LOOKS_AROUND, WANTS_ALL, all).evidence().exit()).contains(new ExitStatus(17));
    assertThat(call(LOOKS_AROUND, "", all).evidence().exit())
        .as("granted, but not asked for")
        .contains(new ExitStatus(0));
  }

  @Test
  void theClockIsNoFinerThanGranted() {
    String tells =
        Guests.command(
            Guests.wasi("clock_time_get", "(param i32 i64 i32) (result i32)")
                + Guests.wasi("fd_write", "(param i32 i32 i32 i32) (result i32)"),
            "(drop (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 64)))(i32.store"
                + " (i32.const 0) (i32.const 64)) (i32.store (i32.const 4) (i32.const 8))(drop"
                + " (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))");
    byte[] told =
        call(tells, "{\"grant\":\"clock\"}", Grants.none().clock(Duration.ofMinutes(1)))
            .value()
            .orElseThrow()
            .stdout()
            .bytes();
    long nanos = java.nio.ByteBuffer.wrap(told).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(Instant.ofEpochSecond(0, nanos)).isEqualTo(Instant.parse("2026-01-02T03:04:00Z"));
  }

  @Test
  void randomNumbersComeFromTheSeed() {
    String rolls =
        Guests.command(
            Guests.wasi("random_get", "(param i32 i32) (result i32)")
                + Guests.wasi("fd_write", "(param i32 i32 i32 i32) (result i32)"),
            "(drop (call $random_get (i32.const 64) (i32.const 32)))(i32.store (i32.const 0)"
                + " (i32.const 64)) (i32.store (i32.const 4) (i32.const 32))(drop (call $fd_write"
                + " (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))");
    Plugin plugin = load(Guests.plugin(rolls));
    PluginCall call = PluginCall.of("decode", new byte[0], Guests.LIMITS);
    byte[] once = host.call(plugin, call.seed(5)).value().orElseThrow().stdout().bytes();
    assertThat(once).hasSize(32);
    assertThat(host.call(plugin, call.seed(5)).value().orElseThrow().stdout().bytes())
        .isEqualTo(once);
    assertThat(host.call(plugin, call.seed(6)).value().orElseThrow().stdout().bytes())
        .isNotEqualTo(once);
  }

  @Test
  void anInterruptEndsTheCallAndStays() throws Exception {
    Plugin loops = load(Guests.plugin(Guests.command("", "(loop $l (br $l))")));
    CompletableFuture<FailureKind> kind = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              kind.complete(
                  host.call(loops, PluginCall.of("decode", new byte[0], Guests.LIMITS))
                      .failure()
                      .orElseThrow()
                      .kind());
              flag.complete(Thread.currentThread().isInterrupted());
            });
    caller.start();
    caller.interrupt();
    assertThat(kind.get(60, TimeUnit.SECONDS)).isEqualTo(FailureKind.CANCELLED);
    assertThat(flag.get(60, TimeUnit.SECONDS)).isTrue();
    caller.join();
  }

  @Test
  void aClosedHostRefuses() {
    Plugin plugin = load(Guests.plugin(ECHO));
    host.close();
    host.close();
    assertThat(
            host.call(plugin, PluginCall.of("decode", new byte[0], Guests.LIMITS))
                .failure()
                .orElseThrow()
                .kind())
        .isEqualTo(FailureKind.EXECUTOR_CLOSED);
    assertThat(host.load(Guests.plugin(ECHO)).failure().orElseThrow().kind())
        .isEqualTo(FailureKind.EXECUTOR_CLOSED);
  }

  @Test
  void theInterpreterGivesTheSameAnswer() {
    try (PluginHost careful = PluginHost.builder(Guests.LOADING).interpreted().build()) {
      Plugin plugin = careful.load(Guests.plugin(ECHO)).value().orElseThrow();
      byte[] input = {1, 2, 3};
      assertThat(
              careful
                  .call(plugin, PluginCall.of("decode", input, Guests.LIMITS))
                  .value()
                  .orElseThrow()
                  .stdout()
                  .bytes())
          .isEqualTo(input);
    }
  }
}
