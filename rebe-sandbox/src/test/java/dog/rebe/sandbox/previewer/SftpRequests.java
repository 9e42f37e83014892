package dog.rebe.sandbox.previewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests in the log of OpenSSH's sftp-server, which names each of them at DEBUG3. */
final class SftpRequests {

  private static final Pattern REQUEST = Pattern.compile("^debug[13]: request \\d+: (.*)$");
  private static final Set<String> READING =
      Set.of(
          "close",
          "fstat",
          "limits",
          "lstat",
          "open flags 1",
          "opendir",
          "read",
          "readdir",
          "readlink",
          "realpath",
          "stat");

  private SftpRequests() {}

  static List<String> all(String log) {
    List<String> requests = new ArrayList<>();
    log.lines()
        .forEach(
            line -> {
              Matcher matcher = REQUEST.matcher(line);
              if (matcher.matches() && !matcher.group(1).startsWith("sent ")) {
                requests.add(matcher.group(1));
              }
            });
    return requests;
  }

  /** Those that are not known to read alone; a file that is opened to be written is one. */
  static List<String> writing(String log) {
    return all(log).stream().filter(request -> !READING.contains(kind(request))).toList();
  }

  private static String kind(String request) {
    return request.startsWith("open ") ? request : request.split(" ", 2)[0];
  }
}
