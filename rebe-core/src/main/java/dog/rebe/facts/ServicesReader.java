package dog.rebe.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the service manager that runs: systemd and procd in JSON, OpenRC by the marks in
 * /run/openrc. A SysV init keeps no record; there the pid files tell what runs, and one whose
 * process is gone what failed, as the Linux Standard Base has it for status actions.
 */
final class ServicesReader implements FactReader<Services> {

  @Override
  public Topic topic() {
    return Topic.SERVICES;
  }

  @Override
  public long outputBytes() {
    return 256 * 1024;
  }

  @Override
  public String script() {
    return """
        c=;read -r c </proc/1/comm
        if [ -d /run/systemd/system ];then echo '== systemd'
        rebe_bounded 3 systemctl list-units --type=service --plain --no-legend --no-pager --output=json
        elif [ -d /run/openrc/started ];then
        r_add '== openrc'
        for s in started failed;do for d in /run/openrc/$s/*;do
        if [ -e $d ]||[ -L $d ];then r_add "$s ${d##*/}";fi
        done;done
        r_say
        elif [ "$c" = procd ];then echo '== procd';ubus -t 3 call service list
        elif [ "$c" = init ]&&[ -d /etc/init.d ];then
        r_add '== sysv'
        for d in /etc/init.d/*;do
        for c in /run/${d##*/}.pid /run/${d##*/}/${d##*/}.pid;do
        if [ -r $c ];then p=;read -r p <$c;if [ -d /proc/${p:-none} ];then r_add "started ${d##*/}";else r_add "failed ${d##*/}";fi;break;fi
        done
        done
        r_say
        else r_none "no service manager that we know; process 1 is '$c'";fi""";
  }

  @Override
  public Told<Services> read(FactText text) throws FactException {
    for (String manager : List.of("openrc", "sysv")) {
      Optional<List<String>> marks = text.section(manager);
      if (marks.isPresent()) {
        return new Told<>(
            marked(manager, marks.get()), manager.equals("openrc") ? "/run/openrc" : "pid files");
      }
    }
    Optional<List<String>> systemd = text.section("systemd");
    if (systemd.isPresent()) {
      return new Told<>(SystemdUnits.read(systemd.get()), "systemctl");
    }
    return new Told<>(ProcdServices.read(text.requiredSection("procd")), "ubus");
  }

  private static Services marked(String manager, List<String> lines) throws FactException {
    List<String> failed = new ArrayList<>();
    List<String> running = new ArrayList<>();
    for (String line : lines) {
      Fields fields = Fields.of(line, 2);
      switch (fields.text(0)) {
        case "started" -> running.add(fields.text(1));
        case "failed" -> failed.add(fields.text(1));
        default -> throw FactException.notUnderstood("no state of a service", line);
      }
    }
    return new Services(manager, failed, running);
  }
}
