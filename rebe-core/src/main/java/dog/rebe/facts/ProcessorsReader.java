package dog.rebe.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads /sys/devices/system/cpu, and of /proc/cpuinfo the first processor only, because a large
 * machine has hundreds of kibibytes there.
 */
final class ProcessorsReader implements FactReader<Processors> {

  private static final List<String> MODEL_KEYS = List.of("model name", "cpu model");
  private static final List<String> BOARD_KEYS = List.of("machine", "system type");

  @Override
  public Topic topic() {
    return Topic.PROCESSORS;
  }

  @Override
  public String script() {
    return """
        r_value online /sys/devices/system/cpu/online
        r_value board /proc/device-tree/model
        while read -r l;do case $l in '')break;;model\\ name*|cpu\\ model*)r_add "$l";break;;system\\ type*|machine*)r_add "$l";;esac;done </proc/cpuinfo
        for d in /sys/devices/system/cpu/cpu[0-9]*/topology;do
        if [ -r $d/core_id ];then c= s=;read -r c <$d/core_id;read -r s <$d/physical_package_id;r_add "core $s $c";fi
        done
        r_say""";
  }

  @Override
  public Told<Processors> read(FactText text) throws FactException {
    int online = online(text.required("online"));
    Set<String> cores = new HashSet<>();
    Set<String> sockets = new HashSet<>();
    for (String line : text.lines()) {
      if (line.startsWith("core ")) {
        Fields fields = Fields.of(line, 3);
        cores.add(fields.text(1) + " " + fields.text(2));
        sockets.add(fields.text(1));
      }
    }
    Optional<String> model =
        named(text, MODEL_KEYS).or(() -> text.value("board")).or(() -> named(text, BOARD_KEYS));
    return new Told<>(
        new Processors(online, count(cores), count(sockets), model), "/sys/devices/system/cpu");
  }

  private static OptionalInt count(Set<String> found) {
    return found.isEmpty() ? OptionalInt.empty() : OptionalInt.of(found.size());
  }

  private static Optional<String> named(FactText text, List<String> keys) {
    for (String key : keys) {
      for (String line : text.lines()) {
        int colon = line.indexOf(':');
        if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
          String value = line.substring(colon + 1).strip();
          if (!value.isEmpty()) {
            return Optional.of(value);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** How many numbers a list such as {@code 0-3,8} has. */
  private static int online(String list) throws FactException {
    int count = 0;
    for (String range : list.split(",", -1)) {
      if (!range.matches("[0-9]{1,6}(-[0-9]{1,6})?")) {
        throw FactException.notUnderstood("no list of processors", list);
      }
      int dash = range.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
      if (last < first) {
        throw FactException.notUnderstood("no list of processors", list);
      }
      count += last - first + 1;
    }
    return count;
  }
}
