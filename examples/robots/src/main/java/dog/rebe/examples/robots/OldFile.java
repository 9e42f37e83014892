package dog.rebe.examples.robots;

import dog.rebe.command.DecodeException;
import dog.rebe.command.Decoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that may go.
 *
 * @param sizeBytes how large it is
 * @param changedAt when it was last written to, in seconds since 1970
 * @param path where it is; without control characters
 */
public record OldFile(long sizeBytes, long changedAt, String path) {

  private static final Pattern LINE = Pattern.compile("([0-9]{1,18}) ([0-9]{1,18}) (/.+)");

  /** As {@code stat -c '%s %Y %n'} prints it. */
  public String line() {
    return sizeBytes + " " + changedAt + " " + path;
  }

  /** Lines of {@code stat -c '%s %Y %n'}, largest first and then by their paths. */
  public static Decoder<List<OldFile>> decoder() {
    return Decoder.text()
        .map(
            text -> {
              List<OldFile> files = new ArrayList<>();
              for (String line : text.lines().toList()) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                  throw new DecodeException("'" + line + "' is not SIZE TIME PATH");
                }
                files.add(
                    new OldFile(
                        Long.parseLong(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        parts.group(3)));
              }
              files.sort(
                  Comparator.comparingLong(OldFile::sizeBytes)
                      .reversed()
                      .thenComparing(OldFile::path));
              return List.copyOf(files);
            });
  }
}
