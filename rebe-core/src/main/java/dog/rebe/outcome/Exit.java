package dog.rebe.outcome;

/** How a process ended by itself, as the node reported it (RFC 4254, section 6.10). */
public sealed interface Exit permits ExitStatus, ExitSignal {

  /**
   * How a command ended of which a shell tells the status: a signal is 128 plus its number. A
   * command that exits with such a status by itself cannot be told from one that was killed; hardly
   * any does. Signals are those whose numbers POSIX fixes (kill, XSI), and those that Linux and the
   * BSDs share.
   *
   * @param status 0 to 255
   */
  static Exit ofShellStatus(int status) {
    return ShellSignals.name(status)
        .<Exit>map(ExitSignal::new)
        .orElseGet(() -> new ExitStatus(status));
  }
}
