package dog.rebe.files;

import dog.rebe.command.DecodeException;
import dog.rebe.outcome.CapturedStream;
import dog.rebe.outcome.FailureKind;
import dog.rebe.outcome.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The line with which a {@link TransferScript} answers: its name, the version 1, {@code done} or
 * {@code refused}, and then values.
 *
 * @param values what follows {@code done}
 */
record TransferAnswer(List<String> values) {

  /** The longest line that is an answer. */
  static final int MAX_BYTES = 256;

  /** The exit status of a refusal. */
  static final int REFUSED_EXIT = 3;

  /**
   * Reads a line without its end.
   *
   * @param path what the transfer was about
   * @param stderr what the node said beside it
   * @throws DecodeException if it is no answer, or a refusal: then of the kind that belongs to it
   */
  static TransferAnswer parse(
      TransferScript script, byte[] line, FilePath path, CapturedStream stderr)
      throws DecodeException {
    String text = new String(line, StandardCharsets.ISO_8859_1);
    List<String> words = List.of(text.split(" ", -1));
    if (words.size() < 4
        || !words.get(0).equals(script.answerName())
        || !words.get(1).equals("1")) {
      throw new DecodeException(
          "The answer of " + script.answerName() + " was expected, not " + shown(line));
    }
    if (words.get(2).equals("refused")) {
      throw refusal(words.get(3), path, stderr);
    }
    if (!words.get(2).equals("done")) {
      throw new DecodeException("'done' or 'refused' was expected, not " + shown(line));
    }
    return new TransferAnswer(words.subList(3, words.size()));
  }

  private static DecodeException refusal(String reason, FilePath path, CapturedStream stderr) {
    String name = shown(path.bytes());
    String said = stderr.size() == 0 ? "" : ": " + lastLine(stderr);
    return switch (reason) {
      case "absent" -> failed("there is no " + name);
      case "not-regular" -> failed(name + " is no regular file");
      case "is-directory" -> failed(name + " is a directory");
      case "no-directory" -> failed("the directory of " + name + " is not there");
      case "unreadable" -> failed(name + " cannot be read" + said);
      case "create" -> failed("no file can be created in the directory of " + name);
      case "write" -> failed("the content of " + name + " could not be written" + said);
      case "mode" -> failed("the mode of " + name + " could not be set" + said);
      case "rename" -> failed("the new " + name + " could not take its place" + said);
      case "digest" -> damaged("the content of " + name + " arrived with another digest");
      case "no-digest-tool" ->
          DecodeException.refusal(
              FailureKind.UNSUPPORTED,
              "The node has none of sha256sum, shasum and openssl, so no transfer can be checked");
      default -> other(reason, name);
    };
  }

  private static DecodeException other(String reason, String name) {
    if (reason.matches("size:[0-9]{1,19}")) {
      return damaged("of " + name + " " + reason.substring(5) + " bytes arrived, not all");
    }
    if (reason.matches("larger:[0-9]{1,19}")) {
      return new DecodeException(
          FailureKind.FILE_TOO_LARGE,
          name + " has " + reason.substring(7) + " bytes, more than the limit: nothing was sent");
    }
    return new DecodeException(
        "The transfer was refused for an unknown reason: " + VisibleText.line(reason, 60));
  }

  static DecodeException damaged(String detail) {
    return DecodeException.refusal(FailureKind.TRANSFER_DAMAGED, capitalised(detail));
  }

  private static DecodeException failed(String detail) {
    return DecodeException.refusal(FailureKind.PATH_FAILED, capitalised(detail));
  }

  private static String capitalised(String detail) {
    return Character.toUpperCase(detail.charAt(0)) + detail.substring(1);
  }

  private static String lastLine(CapturedStream stderr) {
    return VisibleText.line(
        stderr.utf8().lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse(""), 200);
  }

  static String shown(byte[] bytes) {
    return "'" + VisibleText.line(bytes, 120) + "'";
  }
}
