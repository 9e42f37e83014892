package dog.rebe.examples.robots;

import dog.rebe.command.Argument;
import dog.rebe.command.Command;
import dog.rebe.command.Decoder;
import dog.rebe.command.Limits;
import dog.rebe.command.Repetition;
import dog.rebe.command.RunAs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the robot of security updates runs on a machine. */
final class UpdateCommands {

  private static final Limits LOOKING = Limits.of(Duration.ofMinutes(2), 1024 * 1024);
  private static final Limits INSTALLING = Limits.of(Duration.ofMinutes(60), 1024 * 1024);
  private static final Limits SHORT = Limits.of(Duration.ofSeconds(30), 4096);

  private static final String MANAGER =
      """
      for it in apt-get:apt apk:apk;do
      command -v "${it%:*}" >/dev/null 2>&1&&echo "${it#*:}"&&exit 0
      done
      echo "neither apt-get nor apk is there" >&2
      exit 1
      """;

  /** Every package in the version that was planned, and none in another. */
  private static final String ARE_INSTALLED_APT =
      """
      while [ $# -gt 1 ];do
      [ "$(dpkg-query -W -f='${Version}' -- "$1" 2>/dev/null)" = "$2" ]||exit 1
      shift 2
      done
      """;

  private static final String ARE_INSTALLED_APK =
      """
      while [ $# -gt 1 ];do
      apk info -v 2>/dev/null|grep -qxF -- "$1-$2"||exit 1
      shift 2
      done
      """;

  private static final String APK_WOULD_DO_THE_SAME =
      """
      would=$(apk -s upgrade)||exit 1
      [ "$(printf '%s\\n' "$would"|grep -c Upgrading)" = $(($#/2)) ]||exit 1
      while [ $# -gt 1 ];do
      printf '%s\\n' "$would"|grep -qF -- " Upgrading $1 (" ||exit 1
      printf '%s\\n' "$would"|grep -F -- " Upgrading $1 ("|grep -qF -- " -> $2)"||exit 1
      shift 2
      done
      """;

  private static final String REBOOT =
      "[ ! -e /var/run/reboot-required ]||shutdown -r +1 'security updates'";

  private static final String WOULD_REBOOT =
      "if [ -e /var/run/reboot-required ];then echo would reboot;else echo would reboot if the"
          + " updates ask for it;fi";

  private final String as;

  /**
   * @param as {@code root}, {@code sudo} or {@code doas}
   */
  UpdateCommands(String as) {
    this.as = as;
  }

  /** Which of the two the machine has. One that has neither cannot be looked at. */
  Command<String> manager() {
    return Command.of("sh", "-c", MANAGER, "manager")
        .readOnly()
        .limits(SHORT)
        .decode(Decoder.text().map(String::strip));
  }

  Command<List<Upgrade>> aptLists() {
    return Command.of("apt-get", "-s", "-q", "dist-upgrade")
        .readOnly()
        .limits(LOOKING)
        .environment("LC_ALL", "C")
        .decode(Upgrade.apt());
  }

  Command<List<Upgrade>> apkLists() {
    return Command.of("apk", "-s", "upgrade").readOnly().limits(LOOKING).decode(Upgrade.apk());
  }

  Command<?> aptPreview(List<Upgrade> upgrades) {
    return aptCheck(upgrades);
  }

  Command<?> aptCheck(List<Upgrade> upgrades) {
    return Command.of(versions(words("apt-get", "-s", "-q", "install", "--only-upgrade"), upgrades))
        .readOnly()
        .limits(LOOKING)
        .environment("LC_ALL", "C");
  }

  /** A file of settings that somebody has changed stays as it is. */
  Command<?> aptInstall(List<Upgrade> upgrades) {
    List<Argument> words =
        words("apt-get", "-y", "-q", "-o", "Dpkg::Options::=--force-confold", "install");
    words.add(Argument.of("--only-upgrade"));
    return asRoot(
        Command.of(versions(words, upgrades))
            .changes(Repetition.REPEATABLE)
            .limits(INSTALLING)
            .environment("DEBIAN_FRONTEND", "noninteractive")
            .environment("LC_ALL", "C"));
  }

  Command<?> apkPreview() {
    return Command.of("apk", "-s", "upgrade").readOnly().limits(LOOKING);
  }

  Command<?> apkCheck(List<Upgrade> upgrades) {
    return script("same", APK_WOULD_DO_THE_SAME, upgrades);
  }

  Command<?> apkUpgrade() {
    return asRoot(Command.of("apk", "upgrade").changes(Repetition.REPEATABLE).limits(INSTALLING));
  }

  Command<?> areInstalled(String manager, List<Upgrade> upgrades) {
    return script(
        "installed", manager.equals("apt") ? ARE_INSTALLED_APT : ARE_INSTALLED_APK, upgrades);
  }

  Command<?> reboot() {
    return asRoot(
        Command.of("sh", "-c", REBOOT, "reboot").changes(Repetition.REPEATABLE).limits(SHORT));
  }

  Command<?> rebootPreview() {
    return Command.of("sh", "-c", WOULD_REBOOT, "would-reboot").readOnly().limits(SHORT);
  }

  private Command<?> asRoot(Command<?> command) {
    return switch (as) {
      case "sudo" -> command.asUser(RunAs.sudo("root"));
      case "doas" -> command.asUser(RunAs.doas("root"));
      default -> command;
    };
  }

  private static Command<?> script(String name, String text, List<Upgrade> upgrades) {
    List<Argument> words = words("sh", "-c", text, name);
    for (Upgrade upgrade : upgrades) {
      words.add(Argument.of(upgrade.name()));
      words.add(Argument.of(upgrade.to()));
    }
    return Command.of(words).readOnly().limits(LOOKING);
  }

  private static List<Argument> versions(List<Argument> words, List<Upgrade> upgrades) {
    upgrades.forEach(upgrade -> words.add(Argument.of(upgrade.name() + "=" + upgrade.to())));
    return words;
  }

  private static List<Argument> words(String... words) {
    List<Argument> all = new ArrayList<>();
    for (String word : words) {
      all.add(Argument.of(word));
    }
    return all;
  }
}
