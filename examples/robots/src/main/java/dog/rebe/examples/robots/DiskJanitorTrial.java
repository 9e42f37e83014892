package dog.rebe.examples.robots;

import dog.rebe.ssh.testkit.NodeDefinition;
import dog.rebe.ssh.testkit.SimulatedSystem;
import dog.rebe.ssh.testkit.TrialFleet;
import java.util.ArrayList;
import java.util.List;

/** Twelve machines at three sites, most of which have old logs. */
public final class DiskJanitorTrial implements TrialFleet {

  private static final List<String> SITES = List.of("graz", "oslo", "turku");

  @Override
  public String name() {
    return new DiskJanitor().manifest().id();
  }

  @Override
  public List<NodeDefinition> nodes() {
    List<NodeDefinition> nodes = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      SimulatedDisk disk = new SimulatedDisk().file("/var/log/syslog.1.gz", 40_000 + i, 3);
      if (i % 4 != 0) {
        disk.file("/var/log/syslog.7.gz", 900_000 + 1_000L * i, 40 + i)
            .file("/var/log/nginx/access.log.30.gz", 4_000_000 + 10_000L * i, 90);
      }
      if (i == 5) {
        disk.file("/var/cache/backup of tuesday.gz", 700_000_000, 400);
      }
      SimulatedSystem system = i % 5 == 0 ? SimulatedSystem.alpine() : SimulatedSystem.debian();
      nodes.add(
          disk.on(
              NodeDefinition.of("web-%02d".formatted(i), system)
                  .label("site", SITES.get(i % SITES.size()))));
    }
    return nodes;
  }
}
