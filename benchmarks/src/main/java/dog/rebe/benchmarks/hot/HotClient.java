package dog.rebe.benchmarks.hot;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One SSH client in one JVM, hot: it works unmeasured first. {@code CLIENT MODE DIR NODES
 * CONCURRENCY ROUNDS}; the modes are {@code cold} (new connections), {@code warm} (open sessions),
 * {@code serial} (one node, one after the other, {@code NODES} of its address, {@code ROUNDS} of
 * each), {@code facts} (all facts, on open sessions; rebe only) and {@code idle} (what open
 * sessions hold). Prints one JSON object.
 */
public final class HotClient {

  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private HotClient() {}

  /** Runs it. */
  public static void main(String[] words) throws Exception {
    if (words.length != 6) {
      throw new IllegalArgumentException("CLIENT MODE DIR NODES CONCURRENCY ROUNDS");
    }
    String command = System.getProperty("bench.command", "cat /proc/loadavg");
    Setting setting = Setting.of(Path.of(words[2]), command);
    int nodes = Integer.parseInt(words[3]);
    int concurrency = Integer.parseInt(words[4]);
    int rounds = Integer.parseInt(words[5]);
    List<String> hosts = setting.hosts(nodes);
    try (Client client = client(words[0], setting, words[1].equals("facts"))) {
      String result =
          switch (words[1]) {
            case "cold" -> cold(client, hosts, concurrency, rounds);
            case "warm", "facts" -> warm(client, hosts, concurrency, rounds);
            case "serial" -> serial(client, hosts, rounds);
            case "idle" -> idle(client, hosts, concurrency);
            default -> throw new IllegalArgumentException("Unknown mode " + words[1]);
          };
      System.out.println(result);
    }
    System.exit(0);
  }

  private static Client client(String name, Setting setting, boolean facts) throws Exception {
    if (facts) {
      return RebeClient.ofFacts(setting);
    }
    return switch (name) {
      case "rebe" -> RebeClient.ofCommand(setting);
      case "mina" -> new MinaClient(setting);
      default -> new BlockingClient(library(name, setting), setting);
    };
  }

  /** Libraries that may be missing are found by their name. */
  private static BlockingClient.Library library(String name, Setting setting) throws Exception {
    try {
      return Class.forName("dog.rebe.benchmarks.hot.peers." + name)
          .asSubclass(BlockingClient.Library.class)
          .getConstructor(Setting.class)
          .newInstance(setting);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("Unknown client " + name, e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(name, e.getCause());
    }
  }

  private static String cold(Client client, List<String> hosts, int concurrency, int rounds)
      throws Exception {
    int unmeasured = Integer.getInteger("bench.unmeasuredRounds", Math.max(2, rounds / 2));
    for (int i = 0; i < unmeasured; i++) {
      client.cold(hosts, concurrency);
    }
    Span span = new Span();
    for (int i = 0; i < rounds; i++) {
      client.cold(hosts, concurrency);
    }
    return span.end((long) rounds * hosts.size());
  }

  private static String warm(Client client, List<String> hosts, int concurrency, int rounds)
      throws Exception {
    client.open(hosts, concurrency);
    int unmeasured = Integer.getInteger("bench.unmeasuredRounds", Math.max(3, rounds / 3));
    for (int i = 0; i < unmeasured; i++) {
      client.run(hosts, concurrency);
    }
    Span span = new Span();
    for (int i = 0; i < rounds; i++) {
      client.run(hosts, concurrency);
    }
    return span.end((long) rounds * hosts.size());
  }

  private static String serial(Client client, List<String> hosts, int rounds) throws Exception {
    List<String> one = hosts.subList(0, 1);
    int unmeasured = Integer.getInteger("bench.unmeasured", 100);
    for (int i = 0; i < unmeasured / 5; i++) {
      client.cold(one, 1);
    }
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      times.add(millis(() -> client.cold(one, 1)));
    }
    double[] fresh = times.stream().mapToDouble(Double::doubleValue).toArray();
    client.open(one, 1);
    for (int i = 0; i < unmeasured; i++) {
      client.run(one, 1);
    }
    times.clear();
    for (int i = 0; i < rounds; i++) {
      times.add(millis(() -> client.run(one, 1)));
    }
    double[] pooled = times.stream().mapToDouble(Double::doubleValue).toArray();
    return String.format(
        Locale.ROOT,
        "{\"new_ms\":%.3f,\"new_min_ms\":%.3f,\"pooled_ms\":%.3f,\"pooled_min_ms\":%.3f}",
        median(fresh),
        Arrays.stream(fresh).min().orElse(0),
        median(pooled),
        Arrays.stream(pooled).min().orElse(0));
  }

  private static String idle(Client client, List<String> hosts, int concurrency) throws Exception {
    client.cold(hosts.subList(0, Math.min(20, hosts.size())), concurrency);
    long before = heap();
    int threadsBefore = Thread.activeCount();
    client.open(hosts, concurrency);
    // What is kept for a while after the last use is to be gone.
    Thread.sleep(Integer.getInteger("bench.restMillis", 12_000));
    long after = heap();
    return String.format(
        Locale.ROOT,
        "{\"heap_kib_each\":%.1f,\"threads\":%d,\"threads_before\":%d,\"nodes\":%d}",
        (after - before) / 1024.0 / hosts.size(),
        Thread.getAllStackTraces().size(),
        threadsBefore,
        hosts.size());
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      System.gc();
      Thread.sleep(200);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private interface Task {
    void run() throws Exception;
  }

  private static double millis(Task task) throws Exception {
    long began = System.nanoTime();
    task.run();
    return (System.nanoTime() - began) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** What is measured; the marks in standard error tell whoever measures the servers. */
  private static final class Span {
    private final long cpu;
    private final long began;

    Span() {
      Marks.say("begin");
      cpu = SYSTEM.getProcessCpuTime();
      began = System.nanoTime();
    }

    String end(long operations) {
      double wall = (System.nanoTime() - began) / 1e9;
      double used = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
      Marks.say("end");
      return String.format(
          Locale.ROOT,
          "{\"operations\":%d,\"wall_s\":%.4f,\"client_cpu_s\":%.4f,\"client_cpu_ms_each\":%.4f,"
              + "\"per_s\":%.1f}",
          operations,
          wall,
          used,
          used * 1000 / operations,
          operations / wall);
    }
  }
}
