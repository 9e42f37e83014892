package dog.rebe.sandbox.previewer;

import dog.rebe.change.BlindSpot;
import dog.rebe.outcome.VisibleText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Programs whose effects lie beyond files, so that a preview can at least name them. */
final class OutsidePrograms {

  private static final int MAX_COMMAND = 120;
  private static final Set<String> SERVICES =
      Set.of("systemctl", "service", "rc-service", "initctl", "invoke-rc.d");
  private static final Set<String> PACKAGES =
      Set.of(
          "apt", "apt-get", "dpkg", "dnf", "yum", "rpm", "apk", "pacman", "zypper", "snap", "pip");
  private static final Set<String> PROCESSES =
      Set.of("kill", "killall", "pkill", "reboot", "shutdown", "poweroff", "halt", "nohup");
  private static final Set<String> NETWORK =
      Set.of("curl", "wget", "ssh", "scp", "rsync", "ip", "iptables", "nft", "ping", "nc", "git");
  private static final Set<String> ACCOUNTS =
      Set.of("useradd", "userdel", "usermod", "groupadd", "passwd", "chpasswd", "adduser");

  private OutsidePrograms() {}

  /** What no preview of files shows of a command. */
  static Optional<BlindSpot> of(List<String> words) {
    String program = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    String what =
        SERVICES.contains(program)
            ? "it starts, stops or changes services"
            : PACKAGES.contains(program)
                ? "it installs, removes or asks for packages"
                : PROCESSES.contains(program)
                    ? "it acts on processes or on the whole machine"
                    : NETWORK.contains(program)
                        ? "it acts on the network or through it"
                        : ACCOUNTS.contains(program) ? "it changes accounts" : "";
    return what.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BlindSpot(
                VisibleText.line(String.join(" ", words), MAX_COMMAND),
                what + "; I can't show what that does"));
  }
}
