package dog.rebe.examples.plugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code crontab -l}, of cronie, Vixie cron and BusyBox. That a user has no table is an exit status
 * of 1 with nothing on standard output: that is no job, and no failure, if the caller accepts it.
 */
final class CrontabDecoder implements TextDecoder {

  @Override
  public Object decode(ToolOutput output) throws RefusalException {
    List<Object> jobs = new ArrayList<>();
    Map<String, Object> variables = new LinkedHashMap<>();
    for (String line : output.lines()) {
      String bare = line.trim();
      if (bare.startsWith("#")) {
        continue;
      }
      int equals = bare.indexOf('=');
      if (equals > 0 && isName(bare.substring(0, equals).trim())) {
        variables.put(
            bare.substring(0, equals).trim(), unquoted(bare.substring(equals + 1).trim()));
      } else {
        jobs.add(job(bare));
      }
    }
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("jobs", jobs);
    table.put("variables", variables);
    return table;
  }

  private static Map<String, Object> job(String line) throws RefusalException {
    boolean named = line.startsWith("@");
    int fields = named ? 1 : 5;
    List<String> words = ToolOutput.words(line, fields + 1);
    if (words.size() != fields + 1) {
      throw new RefusalException("A line is neither a job nor a variable: " + line);
    }
    StringBuilder schedule = new StringBuilder();
    for (String field : words.subList(0, fields)) {
      if (!named && !isField(field)) {
        throw new RefusalException("'" + field + "' is no field of a time: " + line);
      }
      schedule.append(schedule.length() == 0 ? "" : " ").append(field);
    }
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("schedule", schedule.toString());
    job.put("command", words.get(fields));
    return job;
  }

  private static boolean isField(String field) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && "*/,-~0123456789".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !word.isEmpty();
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
