package dog.rebe.ssh.config;

import java.util.List;
import java.util.Locale;

/**
 * A line of configuration.
 *
 * @param keyword in lower case, and in its present name where it has older ones
 * @param written as the file spells it
 * @param rest everything after the keyword, as it stands
 * @param arguments the rest, split and unquoted, without a comment
 * @param place where it stands
 */
record Directive(String keyword, String written, String rest, List<String> arguments, Place place) {

  Directive {
    arguments = List.copyOf(arguments);
  }

  /** The only argument. */
  String argument() {
    if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
      throw error("has no value", "Write one after it, or delete the line");
    }
    if (arguments.size() > 1) {
      throw error("has more than one value", "Put \"\" around a value with spaces in it");
    }
    return arguments.get(0);
  }

  /** The only argument, in lower case. */
  String lowerCaseArgument() {
    return argument().toLowerCase(Locale.ROOT);
  }

  /** One or more arguments, none of them empty. */
  List<String> words() {
    if (arguments.isEmpty() || arguments.contains("")) {
      throw error("has no value, or an empty one", "Write it after the keyword");
    }
    return arguments;
  }

  /** One or more arguments, none of them empty; {@code none} only alone. */
  List<String> list() {
    if (words().size() > 1 && arguments.stream().anyMatch("none"::equalsIgnoreCase)) {
      throw error("has none beside other values", "Take the other values away, or none");
    }
    return arguments;
  }

  boolean isNone() {
    return arguments.size() == 1 && arguments.get(0).equalsIgnoreCase("none");
  }

  /** Begins with the keyword as it is written. */
  SshConfigException error(String problem, String remedy) {
    return SshConfigException.at(place, written + " " + problem, remedy);
  }
}
