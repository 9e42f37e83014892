package dog.rebe.ssh.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one node answers beside what its system does.
 *
 * @param programs by name
 * @param answers by command line
 * @param members by the name of a batch's member
 * @param files contents by absolute path
 * @param values by placeholder
 */
record NodeScript(
    Map<String, Program> programs,
    Map<String, Answer> answers,
    Map<String, Answer> members,
    Map<String, String> files,
    Map<String, String> values) {

  static final NodeScript EMPTY = new NodeScript(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  NodeScript {
    programs = Map.copyOf(programs);
    answers = Map.copyOf(answers);
    members = Map.copyOf(members);
    files = Map.copyOf(files);
    values = Map.copyOf(values);
  }

  NodeScript withProgram(String name, Program program) {
    return new NodeScript(with(programs, name, program), answers, members, files, values);
  }

  NodeScript withAnswer(String command, Answer answer) {
    return new NodeScript(programs, with(answers, command, answer), members, files, values);
  }

  NodeScript withMember(String name, Answer answer) {
    return new NodeScript(programs, answers, with(members, name, answer), files, values);
  }

  NodeScript withFile(String path, String text) {
    return new NodeScript(programs, answers, members, with(files, path, text), values);
  }

  NodeScript withValue(String name, String value) {
    return new NodeScript(programs, answers, members, files, with(values, name, value));
  }

  static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
    Map<String, V> all = new LinkedHashMap<>(map);
    all.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return all;
  }
}
