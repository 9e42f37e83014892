package dog.rebe.ssh.testkit;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The values by which one node of a system differs from the next. The same id, system and seed give
 * the same values.
 */
final class GeneratedValues {

  private static final int DAY = 86_400;

  private final Random random;
  private final Map<String, String> values = new HashMap<>();

  private GeneratedValues(Random random) {
    this.random = random;
  }

  static Map<String, String> of(NodeDefinition definition, long seed) {
    long own = 31 * (31 * seed + definition.id().hashCode()) + definition.system().hashCode();
    GeneratedValues generated = new GeneratedValues(new Random(own));
    generated.choose(definition.system());
    generated.values.put("hostname", definition.id());
    generated.values.put(
        "domain", definition.labels().getOrDefault("site", "lab") + ".example.net");
    generated.values.putAll(definition.script().values());
    generated.identity();
    generated.network();
    generated.processors();
    generated.memory();
    generated.disk();
    generated.load();
    generated.values.putAll(definition.script().values());
    return Map.copyOf(generated.values);
  }

  private void choose(SimulatedSystem system) {
    system
        .choices()
        .forEach((name, choices) -> values.put(name, choices.get(random.nextInt(choices.size()))));
  }

  private void identity() {
    values.put("machine_id", hex(32));
    values.put("boot_id", uuid());
    values.put("root_uuid", uuid());
    values.put("package_checksum", Long.toString(random.nextInt(Integer.MAX_VALUE)));
  }

  private void network() {
    int[] network = {10, random.nextInt(64), random.nextInt(256), 0};
    int host = 10 + random.nextInt(240);
    String prefix = network[0] + "." + network[1] + "." + network[2] + ".";
    values.put("address", prefix + host);
    values.put("gateway", prefix + 1);
    values.put("broadcast", prefix + 255);
    values.put("network_le", "%02X%02X%02X%02X".formatted(0, network[2], network[1], network[0]));
    values.put("network_be", "%02X%02X%02X%02X".formatted(network[0], network[1], network[2], 0));
    values.put("gateway_le", "%02X%02X%02X%02X".formatted(1, network[2], network[1], network[0]));
    values.put("gateway_be", "%02X%02X%02X%02X".formatted(network[0], network[1], network[2], 1));
    String tail = hex(6);
    values.put(
        "mac",
        "52:54:00:" + tail.substring(0, 2) + ":" + tail.substring(2, 4) + ":" + tail.substring(4));
    // the interface's own half of an address by RFC 4291, appendix A
    values.put("link_local", "fe80000000000000" + "505400fffe" + tail);
  }

  private void processors() {
    int count = Integer.parseInt(values.getOrDefault("cpus", "1"));
    values.put("cpu_list", count == 1 ? "0" : "0-" + (count - 1));
    StringBuilder cores = new StringBuilder();
    for (int i = 0; i < count; i++) {
      cores.append("core 0 ").append(i).append('\n');
    }
    values.put("core_lines", cores.toString());
  }

  private void memory() {
    long total = number("memory_kib", 1_048_576);
    long free = total * (5 + random.nextInt(40)) / 100;
    long cached = total * (10 + random.nextInt(30)) / 100;
    values.put("memory_free_kib", Long.toString(free));
    values.put("memory_buffers_kib", Long.toString(total / 50));
    values.put("memory_cached_kib", Long.toString(cached));
    values.put("memory_available_kib", Long.toString(Math.min(total, free + cached * 9 / 10)));
    long swap = number("swap_kib", 0);
    values.put("swap_kib", Long.toString(swap));
    values.put("swap_free_kib", Long.toString(swap - swap * random.nextInt(30) / 100));
  }

  private void disk() {
    long size = number("disk_kib", 20_971_520);
    int percent = 8 + random.nextInt(88);
    long used = size * percent / 100;
    values.put("disk_used_kib", Long.toString(used));
    values.put("disk_available_kib", Long.toString(size - used));
    values.put("disk_used_percent", Integer.toString(percent));
    values.put("partition_sectors", Long.toString(size * 2 * 103 / 100));
    values.put("disk_sectors", Long.toString(size * 2 * 105 / 100));
  }

  private void load() {
    long uptime = 3_600L + random.nextInt(200 * DAY);
    values.put("uptime_seconds", Long.toString(uptime));
    values.put("idle_seconds", Long.toString(uptime * 9 / 10));
    values.put("tasks", Integer.toString(60 + random.nextInt(300)));
    values.put("load1", decimal(Math.abs(random.nextGaussian()) * 0.8));
    values.put("load5", decimal(Math.abs(random.nextGaussian()) * 0.6));
    values.put("load15", decimal(Math.abs(random.nextGaussian()) * 0.5));
  }

  private long number(String name, long otherwise) {
    String text = values.get(name);
    return text == null ? otherwise : Long.parseLong(text);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private String uuid() {
    return String.join("-", hex(8), hex(4), hex(4), hex(4), hex(12));
  }

  private String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }
}
