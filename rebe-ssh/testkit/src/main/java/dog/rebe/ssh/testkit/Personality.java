package dog.rebe.ssh.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values by which one node of a system differs from the next, and the texts with these values
 * in place of their placeholders. The same id, system and seed give the same values.
 */
final class Personality {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z0-9_]+)}");

  private final NodeDefinition definition;
  private final Map<String, String> values;

  Personality(NodeDefinition definition, long seed) {
    this.definition = definition;
    this.values = new HashMap<>(generate(definition, seed));
    values.putAll(definition.values());
  }

  String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "The texts of " + definition.system() + " use ${" + name + "}, which has no value");
    }
    return value;
  }

  String fill(String template) {
    Matcher matcher = PLACEHOLDER.matcher(template);
    StringBuilder filled = new StringBuilder(template.length());
    while (matcher.find()) {
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value(matcher.group(1))));
    }
    return matcher.appendTail(filled).toString();
  }

  private static Map<String, String> generate(NodeDefinition definition, long seed) {
    Random random =
        new Random(
            seed ^ ((long) definition.id().hashCode() << 32 | definition.system().hashCode()));
    Map<String, String> values = new HashMap<>();
    definition
        .system()
        .choices()
        .forEach((name, choices) -> values.put(name, choices.get(random.nextInt(choices.size()))));
    values.put("hostname", definition.id());
    values.put(
        "address",
        "10." + random.nextInt(64) + "." + random.nextInt(256) + "." + (1 + random.nextInt(254)));
    values.put("mac", mac(random));
    values.put("machine_id", hex(random, 32));
    values.put("boot_id", uuid(random));
    values.put("root_uuid", uuid(random));
    long uptime = 3_600L + random.nextInt(200 * 86_400);
    values.put("uptime_seconds", Long.toString(uptime));
    values.put("load1", load(random));
    values.put("load5", load(random));
    values.put("load15", load(random));
    memory(values, random);
    return values;
  }

  private static void memory(Map<String, String> values, Random random) {
    long total = Long.parseLong(values.getOrDefault("memory_kib", "1048576"));
    long free = total * (5 + random.nextInt(40)) / 100;
    long cached = total * (10 + random.nextInt(30)) / 100;
    values.put("memory_free_kib", Long.toString(free));
    values.put("memory_cached_kib", Long.toString(cached));
    values.put("memory_available_kib", Long.toString(Math.min(total, free + cached * 9 / 10)));
    long disk = Long.parseLong(values.getOrDefault("disk_kib", "20971520"));
    long used = disk * (10 + random.nextInt(80)) / 100;
    values.put("disk_used_kib", Long.toString(used));
    values.put("disk_available_kib", Long.toString(disk - used));
    values.put("disk_used_percent", Long.toString(used * 100 / disk));
  }

  private static String load(Random random) {
    return String.format(java.util.Locale.ROOT, "%.2f", Math.abs(random.nextGaussian()) * 0.8);
  }

  private static String mac(Random random) {
    return String.join(
        ":", List.of("52", "54", "00", hex(random, 2), hex(random, 2), hex(random, 2)));
  }

  private static String uuid(Random random) {
    return String.join(
        "-", hex(random, 8), hex(random, 4), hex(random, 4), hex(random, 4), hex(random, 12));
  }

  private static String hex(Random random, int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }
}
