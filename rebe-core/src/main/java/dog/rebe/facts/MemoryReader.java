package dog.rebe.facts;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Reads /proc/meminfo. */
final class MemoryReader implements FactReader<Memory> {

  @Override
  public Topic topic() {
    return Topic.MEMORY;
  }

  @Override
  public String script() {
    return """
        while read -r k l;do case $k in MemTotal:|MemFree:|MemAvailable:|Buffers:|Cached:|SwapTotal:)r_add "$k $l";;SwapFree:)r_add "$k $l";break;;esac;done </proc/meminfo
        r_say""";
  }

  @Override
  public Told<Memory> read(FactText text) throws FactException {
    Map<String, Long> bytes = new HashMap<>();
    for (String line : text.lines()) {
      Fields fields = Fields.of(line, 3);
      if (!fields.text(2).equals("kB")) {
        throw FactException.notUnderstood("no unit kB", line);
      }
      bytes.put(fields.text(0), fields.number(1) * 1024);
    }
    Long available = bytes.get("MemAvailable:");
    Memory memory =
        new Memory(
            required(bytes, "MemTotal:"),
            required(bytes, "MemFree:"),
            available == null ? OptionalLong.empty() : OptionalLong.of(available),
            required(bytes, "Buffers:"),
            required(bytes, "Cached:"),
            required(bytes, "SwapTotal:"),
            required(bytes, "SwapFree:"));
    return new Told<>(memory, "/proc/meminfo");
  }

  private static long required(Map<String, Long> bytes, String key) throws FactException {
    Long value = bytes.get(key);
    if (value == null) {
      throw new FactException(Reason.NOT_UNDERSTOOD, "the answer has no " + key);
    }
    return value;
  }
}
