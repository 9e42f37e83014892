package dog.rebe.facts;

import dog.rebe.facts.Identity.OperatingSystem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads os-release(5). */
final class IdentityReader implements FactReader<Identity> {

  @Override
  public Topic topic() {
    return Topic.IDENTITY;
  }

  @Override
  public String script() {
    return """
        r_value hostname /proc/sys/kernel/hostname
        if [ -s /etc/machine-id ];then r_add machine-id=present;fi
        r_value debian-version /etc/debian_version
        if [ -r /etc/os-release ];then r_file os-release /etc/os-release 60;else r_file os-release /usr/lib/os-release 60;fi
        r_say""";
  }

  @Override
  public Told<Identity> read(FactText text) throws FactException {
    String hostname = text.required("hostname");
    boolean hasMachineId = text.value("machine-id").isPresent();
    Map<String, String> release = release(text.requiredSection("os-release"));
    String id = release.getOrDefault("ID", "linux");
    String name = release.getOrDefault("NAME", "Linux");
    if (!release.containsKey("ID") && !release.containsKey("NAME")) {
      throw new FactException(Reason.NOT_UNDERSTOOD, "os-release names no system");
    }
    Optional<String> pointRelease =
        text.value("debian-version")
            .filter(v -> id.equals("debian") && v.matches("[0-9]+(\\.[0-9]+)*"));
    OperatingSystem os =
        new OperatingSystem(
            id,
            name,
            release.getOrDefault("PRETTY_NAME", name),
            pointRelease.or(() -> Optional.ofNullable(release.get("VERSION_ID"))),
            Optional.ofNullable(release.get("VERSION_CODENAME")));
    return new Told<>(new Identity(hostname, hasMachineId, os), "/proc and os-release");
  }

  private static Map<String, String> release(List<String> lines) throws FactException {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      if (line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw FactException.notUnderstood("no assignment", line);
      }
      String value = unquoted(line.substring(equals + 1).strip());
      if (!value.isEmpty()) {
        values.put(line.substring(0, equals).strip(), value);
      }
    }
    return values;
  }

  /** Quotes and backslashes as a shell reads them in an assignment without expansions. */
  private static String unquoted(String text) {
    StringBuilder value = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        value.append(text.charAt(++i));
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }
}
