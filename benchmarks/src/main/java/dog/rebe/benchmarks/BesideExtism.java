package dog.rebe.benchmarks;

import dog.rebe.sandbox.LoadLimits;
import dog.rebe.sandbox.PluginHost;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Calls of a plugin through rebe, by the engine alone, and by Extism's SDK, with the same guest
 * logic, in turns. Prints a line for each and the bars; exit 1 if one is missed.
 */
public final class BesideExtism {

  private static final int AT_ONCE = 64;

  private final List<PluginContender> contenders = new ArrayList<>();
  private final byte[] request;

  private BesideExtism(byte[] request) {
    this.request = request;
  }

  /** The folder of the modules, the manifest of the plugin, and the number of rounds. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    byte[] module = module(folder.resolve("sshd-settings.wasm"), Path.of(arguments[1]));
    byte[] extism = Files.readAllBytes(folder.resolve("extism.wasm"));
    int rounds = Integer.parseInt(arguments[2]);
    boolean kept;
    try (PluginHost host =
        PluginHost.builder(new LoadLimits(Duration.ofMinutes(1), 4 << 20))
            .concurrency(AT_ONCE)
            .build()) {
      BesideExtism beside = new BesideExtism(request());
      PluginContender rebe = PluginContenders.rebe(host, module);
      beside.contenders.add(rebe);
      beside.contenders.add(PluginContenders.bare(module));
      beside.contenders.add(PluginContenders.extismFresh(extism));
      beside.contenders.add(PluginContenders.extismKept(extism));
      System.out.printf(
          Locale.ROOT,
          "A module of %,d bytes (for Extism %,d), %d rounds, load %.1f on %d processors%n",
          module.length,
          extism.length,
          rounds,
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
          Runtime.getRuntime().availableProcessors());
      beside.requireSameAnswers();
      kept = beside.measure(rounds);
      kept &= beside.manyAtOnce(rebe);
    }
    System.exit(kept ? 0 : 1);
  }

  private static byte[] module(Path module, Path manifest) throws IOException, PackageException {
    return PluginPackage.pack(Files.readAllBytes(module), Files.readAllBytes(manifest), "")
        .module();
  }

  /** What a server with usual settings says. */
  private static byte[] request() {
    StringBuilder settings = new StringBuilder("port 22\\n");
    for (int i = 0; i < 80; i++) {
      settings.append("setting").append(i).append(" value").append(i).append("\\n");
    }
    return ("{\"abi\":\"1.0\",\"verb\":\"decode\",\"plugin\":\"sshd-settings\",\"stdout\":{\"text\":\""
            + settings
            + "\"},\"stderr\":{\"text\":\"\"},\"exit\":{\"status\":0}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Whoever answers otherwise does other work, and cannot be compared. */
  private void requireSameAnswers() {
    byte[] expected = contenders.get(0).call(request);
    for (PluginContender contender : contenders) {
      if (!Arrays.equals(contender.call(request), expected)) {
        throw new IllegalStateException(contender.name() + " gives another answer");
      }
    }
  }

  private boolean measure(int rounds) {
    int warm = rounds / 2;
    List<CallSamples> samples = new ArrayList<>();
    contenders.forEach(contender -> samples.add(new CallSamples(rounds * contender.batch())));
    for (int round = -warm; round < rounds; round++) {
      for (int c = 0; c < contenders.size(); c++) {
        // Whoever is first in a round is so in turns
        int turn = Math.floorMod(c + round, contenders.size());
        PluginContender contender = contenders.get(turn);
        CallSamples taken = round < 0 ? new CallSamples(contender.batch()) : samples.get(turn);
        taken.add(contender, request);
      }
    }
    System.out.printf(
        "%-26s %10s %10s %10s %10s %12s%n", "", "median", "p90", "p99", "CPU", "heap a call");
    for (int c = 0; c < contenders.size(); c++) {
      System.out.printf("%-26s %s%n", contenders.get(c).name(), samples.get(c));
    }
    CallSamples rebe = samples.get(0);
    for (int c = 1; c < contenders.size(); c++) {
      System.out.printf(
          Locale.ROOT,
          "rebe / %-26s median %.2f, CPU %.2f%n",
          contenders.get(c).name(),
          rebe.micros(0.5) / samples.get(c).micros(0.5),
          rebe.cpuMicros() / samples.get(c).cpuMicros());
    }
    boolean kept = bar("median under 1 ms", rebe.micros(0.5) < 1000);
    kept &= bar("heap a call under 2 MiB", rebe.heapMib() < 2);
    kept &= bar("at most 1.3 of bare Endive", rebe.micros(0.5) <= 1.3 * samples.get(1).micros(0.5));
    return kept;
  }

  /** So many callers begin at the same moment, ten times. */
  private boolean manyAtOnce(PluginContender rebe) {
    byte[] expected = rebe.call(request);
    CyclicBarrier begin = new CyclicBarrier(AT_ONCE);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    int good = 0;
    try {
      for (int round = 0; round < 10; round++) {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          answers.add(
              CompletableFuture.supplyAsync(
                  () -> {
                    try {
                      begin.await();
                      return Arrays.equals(rebe.call(request), expected);
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  },
                  threads));
        }
        for (CompletableFuture<Boolean> answer : answers) {
          good += answer.join() ? 1 : 0;
        }
      }
    } finally {
      threads.shutdownNow();
    }
    return bar(AT_ONCE + " at once, " + good + " right answers", good == 10 * AT_ONCE);
  }

  private static boolean bar(String what, boolean kept) {
    System.out.println((kept ? "kept    " : "MISSED  ") + what);
    return kept;
  }
}
