package dog.rebe.ssh.testkit;

import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One node's own texts: those of its system with this node's values in place of their placeholders.
 * {@code ${NAME}} stands for a value, {@code ${file PATH}} for the text of another file.
 */
final class Personality {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z0-9_]+|file /[^}]+)}");
  private static final String FILE = "file ";

  private final NodeDefinition definition;
  private static final String NOW = "epoch_seconds";

  private final Map<String, String> values;
  private final InstantSource clock;

  Personality(NodeDefinition definition, long seed, InstantSource clock) {
    this.definition = definition;
    this.clock = clock;
    this.values = GeneratedValues.of(definition, seed);
  }

  String value(String name) {
    String value = values.get(name);
    if (value == null && name.equals(NOW)) {
      return Long.toString(clock.instant().getEpochSecond());
    }
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
      matcher.appendReplacement(filled, Matcher.quoteReplacement(replacement(matcher.group(1))));
    }
    return matcher.appendTail(filled).toString();
  }

  private String replacement(String placeholder) {
    if (!placeholder.startsWith(FILE)) {
      return value(placeholder);
    }
    String path = placeholder.substring(FILE.length());
    return fill(
        definition
            .system()
            .file(path)
            .orElseThrow(() -> new IllegalStateException(definition.system() + " has no " + path)));
  }
}
