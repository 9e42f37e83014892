package dog.rebe.command;

import dog.rebe.outcome.FailureKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the header off an attempt's standard output: everything up to and including the line by
 * which the script of a {@link LoweredCommand} says that the command begins. What a login shell's
 * start-up files print before it goes as well. One for each attempt; not thread-safe; holds at most
 * about a kibibyte.
 */
public final class HeaderReader {

  private static final int MAX_LINE = 1024;
  private static final int MAX_PREAMBLE = 400;

  private final String prefix;
  private final byte[] needle;
  private final ByteArrayOutputStream preamble = new ByteArrayOutputStream();
  private byte[] pending = new byte[0];
  private boolean over;
  private boolean started;
  private boolean changesUser;
  private long groupId;
  private String startTime = "0";
  private @Nullable String privateDirectory;
  private @Nullable FailureKind refusal;
  private @Nullable ShellDialect dialect;
  private boolean journaled;
  private @Nullable JournalAnswer answer;

  /** A reader for the attempt with this nonce. */
  public HeaderReader(String nonce) {
    this.prefix = Frames.prefix(nonce);
    this.needle = prefix.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Takes the next chunk of standard output.
   *
   * @return what belongs to the command; may be empty. It shares the chunk's memory or is its own
   */
  public ByteBuffer feed(ByteBuffer stdoutChunk) {
    if (over) {
      return refusal == null ? stdoutChunk : ByteBuffer.allocate(0);
    }
    int old = pending.length;
    pending = Arrays.copyOf(pending, old + stdoutChunk.remaining());
    stdoutChunk.get(pending, old, stdoutChunk.remaining());
    int at = 0;
    while (!over) {
      int found = ByteSearch.indexOf(pending, needle, at);
      if (found < 0) {
        int keep = Math.max(at, pending.length - needle.length + 1);
        discard(at, keep);
        at = keep;
        break;
      }
      discard(at, found);
      at = found;
      int end = ByteSearch.newline(pending, found);
      // A terminal puts a carriage return before each newline.
      int last = end > 0 && pending[end - 1] == '\r' ? end - 1 : end;
      if (end < 0) {
        if (pending.length - found <= MAX_LINE) {
          break;
        }
        at = found + needle.length;
      } else if (end - found > MAX_LINE || !accept(found + needle.length, last)) {
        at = found + needle.length;
      } else {
        at = end + 1;
      }
    }
    ByteBuffer rest = ByteBuffer.wrap(pending, at, pending.length - at).slice();
    if (!over) {
      pending = Arrays.copyOfRange(pending, at, pending.length);
      return ByteBuffer.allocate(0);
    }
    pending = new byte[0];
    return refusal == null ? rest : ByteBuffer.allocate(0);
  }

  /**
   * The process group, once it was announced. It can be ended from then on, before the command
   * begins.
   */
  public Optional<ProcessGroup> group() {
    return groupId == 0
        ? Optional.empty()
        : Optional.of(new ProcessGroup(groupId, startTime, Optional.ofNullable(privateDirectory)));
  }

  /** Whether the header is complete: the command has begun, or does so at any moment. */
  public boolean started() {
    return started;
  }

  /** What the script announced instead of running the command. Nothing was run then. */
  public Optional<FailureKind> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Whether the command has a token and the node looked into its journal for it. */
  public boolean isJournaled() {
    return journaled;
  }

  /** What the node's journal answered, for a command with a token; empty until it has. */
  public Optional<JournalAnswer> answer() {
    return Optional.ofNullable(answer);
  }

  /**
   * To be asked when all output has arrived and the node has said how the process ended: why the
   * command provably never began. It is {@code run-as-refused} where the tool that was to change
   * the user answered in place of the command, {@code unsupported-shell} where not even the login
   * shell did what it was told.
   *
   * @return empty if the command began
   */
  public Optional<FailureKind> notStarted() {
    if (started || journaled) {
      return Optional.empty();
    }
    if (refusal != null) {
      return Optional.of(refusal);
    }
    if (groupId != 0) {
      return Optional.of(FailureKind.PREPARATION_FAILED);
    }
    return Optional.of(changesUser ? FailureKind.RUN_AS_REFUSED : FailureKind.UNSUPPORTED_SHELL);
  }

  /**
   * The dialect that does for the session's further commands, learned from a command that was sent
   * as {@link ShellDialect#ANY}. Empty for one that was sent otherwise, and until the header is
   * there.
   */
  public Optional<ShellDialect> dialect() {
    return Optional.ofNullable(dialect);
  }

  /**
   * The beginning of what came before the header, for the author: a message of the login shell,
   * say. It comes from the node and is to be escaped before it is shown.
   */
  public String preamble() {
    return preamble.toString(StandardCharsets.UTF_8);
  }

  private boolean accept(int from, int to) {
    String line = new String(pending, from, to - from, StandardCharsets.ISO_8859_1);
    String[] fields = line.split(":", 4);
    switch (fields[0]) {
      case Frames.USER -> {
        changesUser = true;
        learn(fields[fields.length - 1]);
      }
      case Frames.GROUP, Frames.RUN, Frames.CLAIMED, Frames.RUNNING -> {
        if (fields.length < 4
            || !Digits.areDecimal(fields[1], 10)
            || Long.parseLong(fields[1]) <= 1
            || !Digits.areDecimal(fields[2], 20)) {
          return false;
        }
        groupId = Long.parseLong(fields[1]);
        startTime = fields[2];
        if (!changesUser) {
          learn(fields[3]);
        }
        over = fields[0].equals(Frames.RUN);
        journaled |= fields[0].equals(Frames.CLAIMED) || fields[0].equals(Frames.RUNNING);
        started = over || journaled;
      }
      case Frames.PRIVATE -> {
        int start = from + Frames.PRIVATE.length() + 1;
        if (start >= to) {
          return false;
        }
        privateDirectory = new String(pending, start, to - start, StandardCharsets.UTF_8);
      }
      case Frames.ENDED, Frames.DETACHED, Frames.UNKNOWN -> {
        Optional<JournalAnswer> said = JournalAnswer.read(line);
        if (said.isEmpty()) {
          return false;
        }
        answer = said.get();
        journaled = true;
        started |= !(answer instanceof JournalAnswer.NoResult);
        over = true;
      }
      case Frames.REFUSED -> {
        refusal =
            FailureKind.ofCode(fields.length > 1 ? fields[1] : "")
                .orElse(FailureKind.PREPARATION_FAILED);
        over = true;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void learn(String shellName) {
    if (shellName.equals(AnyShellText.SHELL_NAME)) {
      dialect = ShellDialect.POSIX;
    } else if (shellName.startsWith(AnyShellText.SHELL_NAME)) {
      dialect = ShellDialect.ANY;
    }
  }

  private void discard(int from, int to) {
    int kept = Math.min(to - from, MAX_PREAMBLE - preamble.size());
    if (kept > 0) {
      preamble.write(pending, from, kept);
    }
  }
}
