package dog.rebe.ssh.testkit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Answers the scripts by which rebe moves files, in place of a shell that runs them. The name
 * behind the script's text, {@code rebe-put} or {@code rebe-get}, tells which it is, and its
 * arguments follow.
 */
final class Transfers {

  private static final int NAME = 3;
  private static final int PATH = 4;
  private static final int REFUSED = 3;

  private final NodeFiles files;

  Transfers(NodeFiles files) {
    this.files = files;
  }

  /** The program for these arguments of a shell; empty if they are no transfer. */
  Optional<Program> program(List<String> arguments) {
    if (arguments.size() == 8 && arguments.get(NAME).equals("rebe-put")) {
      return Optional.of(Program.reading(this::put));
    }
    if (arguments.size() == 6 && arguments.get(NAME).equals("rebe-get")) {
      return Optional.of((words, input) -> get(words));
    }
    return Optional.empty();
  }

  private Answer put(List<String> arguments, byte[] content) {
    String path = arguments.get(PATH);
    String size = arguments.get(PATH + 1);
    String digest = arguments.get(PATH + 2);
    String mode = arguments.get(PATH + 3);
    if (files.isFolder(path)) {
      return refused("rebe-put", "is-directory");
    }
    if (!files.hasFolderOf(path)) {
      return refused("rebe-put", "no-directory");
    }
    if (!size.equals(Integer.toString(content.length))) {
      return refused("rebe-put", "size:" + content.length);
    }
    if (!digest.equals(sha256(content))) {
      return refused("rebe-put", "digest");
    }
    files.write(path, content, Integer.parseInt(mode, 8));
    return Answer.printing("rebe-put 1 done " + size + " " + mode + " " + digest + "\n");
  }

  private Answer get(List<String> arguments) {
    String path = arguments.get(PATH);
    Optional<NodeFiles.Stored> file = files.file(path);
    if (file.isEmpty()) {
      return refused("rebe-get", files.isFolder(path) ? "not-regular" : "absent");
    }
    byte[] content = file.get().content();
    if (content.length > Long.parseLong(arguments.get(PATH + 1))) {
      return refused("rebe-get", "larger:" + content.length);
    }
    return Answer.printing(
            "rebe-get 1 done %d %s - %s\n"
                .formatted(content.length, symbolic(file.get().mode()), sha256(content)))
        .thenPrinting(content);
  }

  private static Answer refused(String name, String reason) {
    return Answer.printing(name + " 1 refused " + reason + "\n").exiting(REFUSED);
  }

  private static String symbolic(int mode) {
    StringBuilder text = new StringBuilder("-");
    for (int i = 0; i < 9; i++) {
      text.append((mode & (0400 >> i)) == 0 ? '-' : "rwx".charAt(i % 3));
    }
    return text.toString();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
