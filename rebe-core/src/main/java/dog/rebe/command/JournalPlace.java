package dog.rebe.command;

import java.util.Optional;

/**
 * Where a user's journal lies on a node: in his home, which nobody else can write to. The home of
 * another user is looked up by his name, because not every configuration of sudo sets HOME.
 *
 * <pre>
 * ~/.local/state/rebe/BOOT/id           which journal it is
 * ~/.local/state/rebe/BOOT/TOKEN        one line: "run PID START GROUP GROUPSTART UPTIME",
 *                                       "end EXIT OUT ERR CUT UPTIME" or "kill 0 0 0 0 UPTIME"
 * ~/.local/state/rebe/BOOT/TOKEN.out    what it printed; .err likewise; gone where it is empty
 * ~/.local/state/rebe/BOOT/.NONCE.x     what a delivery needs until it has ended
 * </pre>
 */
final class JournalPlace {

  private JournalPlace() {}

  /** Sets {@code rebe_j}. It begins with no slash where the node knows no home. */
  static String text(Optional<RunAs> runAs) {
    String home = runAs.map(user -> "~" + user.user()).orElse("$HOME");
    return "rebe_j=" + home + "/.local/state/rebe\n";
  }

  /** Sets {@code rebe_e}, the folder of an epoch, and {@code rebe_f}, the record of a token. */
  static String text(Optional<RunAs> runAs, Token token, JournalEpoch epoch) {
    return text(runAs)
        + ("rebe_e=$rebe_j/" + epoch.bootId() + " rebe_f=$rebe_j/" + epoch.bootId())
        + ("/" + token.id() + "\n");
  }
}
