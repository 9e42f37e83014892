package dog.rebe.sandbox;

import dog.rebe.outcome.CapturedOutput;
import dog.rebe.sandbox.engine.GuestEnd;
import dog.rebe.sandbox.engine.GuestSize;
import dog.rebe.sandbox.engine.HostFunction;
import dog.rebe.sandbox.wasi.ByteSink;
import dog.rebe.sandbox.wasi.Mount;
import dog.rebe.sandbox.wasi.Wasi;
import dog.rebe.sandbox.wasi.WasiSetup;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Everything that one instance sees of the world, made of what was granted and asked for. */
final class GuestSurroundings {

  private static final int TABLE_ENTRIES = 1 << 17;

  private final Plugin plugin;
  private final PluginCall call;
  private final Executor starters;
  private final Clock clock;
  private final LongSupplier nanosLeft;
  private final ByteSink answer;
  private final ByteSink log;

  GuestSurroundings(
      Plugin plugin, PluginCall call, Executor starters, Clock clock, LongSupplier nanosLeft) {
    this.plugin = plugin;
    this.call = call;
    this.starters = starters;
    this.clock = clock;
    this.nanosLeft = nanosLeft;
    this.answer = ByteSink.ending(call.limits().answerBytes());
    this.log = ByteSink.cutting(call.limits().logBytes());
  }

  /** Runs the guest on the calling thread. */
  GuestEnd run() {
    PluginLimits limits = call.limits();
    Grants granted = call.grants().meet(plugin.manifest());
    CallMeter meter = new CallMeter(limits.hostCalls());
    try (Wasi wasi = new Wasi(setup(granted))) {
      List<HostFunction> functions = new ArrayList<>(wasi.functions());
      functions.addAll(
          new RebeFunctions(
                  log, new Observing(granted.observations().orElse(null), starters, nanosLeft))
              .functions());
      return plugin
          .module()
          .run(
              HostFunctions.metered(functions, meter),
              new GuestSize(limits.memoryPages(), TABLE_ENTRIES));
    }
  }

  /** What it wrote; only once it has ended. */
  CapturedOutput output() {
    return new CapturedOutput(answer.captured(), log.captured());
  }

  private WasiSetup setup(Grants granted) {
    List<Mount> mounts = new ArrayList<>();
    granted.folders().forEach((path, folder) -> mounts.add(new Mount(path, folder.tree())));
    granted.scratchFolders().forEach((path, folder) -> mounts.add(new Mount(path, folder.tree())));
    @Nullable Duration resolution = granted.clockResolution();
    return new WasiSetup(
        List.of(plugin.manifest().name(), call.verb()),
        granted.environment(),
        ByteBuffer.wrap(call.input()),
        answer,
        log,
        mounts,
        call.limits().openFiles(),
        resolution == null ? null : this::nanosOfDay,
        resolution == null ? 1 : resolution.toNanos(),
        call.seed());
  }

  private long nanosOfDay() {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
