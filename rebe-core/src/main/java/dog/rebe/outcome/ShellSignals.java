package dog.rebe.outcome;

import java.util.Map;
import java.util.Optional;

/**
 * Signals in the exit status of a shell, which adds 128 to their number. A command that exits with
 * such a status by itself cannot be told from one that was killed; hardly any does.
 */
final class ShellSignals {

  private static final int BASE = 128;

  /** Those whose numbers POSIX fixes (kill, XSI), and those that Linux and the BSDs share. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "HUP"),
          Map.entry(2, "INT"),
          Map.entry(3, "QUIT"),
          Map.entry(4, "ILL"),
          Map.entry(5, "TRAP"),
          Map.entry(6, "ABRT"),
          Map.entry(8, "FPE"),
          Map.entry(9, "KILL"),
          Map.entry(11, "SEGV"),
          Map.entry(13, "PIPE"),
          Map.entry(14, "ALRM"),
          Map.entry(15, "TERM"));

  private ShellSignals() {}

  static Optional<String> name(int status) {
    return Optional.ofNullable(NAMES.get(status - BASE));
  }
}
