package dog.rebe.facts;

import java.util.List;

/**
 * Services, as the machine's service manager sees them.
 *
 * @param manager {@code systemd}, {@code openrc}, {@code procd} or {@code sysv}
 * @param failed those that should run and do not; copied. SysV init knows none but those that left
 *     a pid file behind
 * @param running those that run; copied
 */
public record Services(String manager, List<String> failed, List<String> running) {

  public Services {
    failed = List.copyOf(failed);
    running = List.copyOf(running);
  }
}
