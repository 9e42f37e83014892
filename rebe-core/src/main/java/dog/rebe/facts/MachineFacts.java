package dog.rebe.facts;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All facts about a machine that were asked for, each with its value or with why it is not
 * available.
 *
 * @param identity who the machine is
 * @param kernel its kernel
 * @param processors its processors
 * @param memory its memory and swap
 * @param load its load and uptime
 * @param blockDevices its disks
 * @param networkInterfaces its network interfaces
 * @param routes its routes
 * @param nameServers its name servers
 * @param listeningSockets what listens on it
 * @param timeSync its clock
 * @param packages what is installed on it
 * @param services its services
 * @param fileSystems its file systems
 */
public record MachineFacts(
    Fact<Identity> identity,
    Fact<Kernel> kernel,
    Fact<Processors> processors,
    Fact<Memory> memory,
    Fact<Load> load,
    Fact<BlockDevices> blockDevices,
    Fact<NetworkInterfaces> networkInterfaces,
    Fact<Routes> routes,
    Fact<NameServers> nameServers,
    Fact<ListeningSockets> listeningSockets,
    Fact<TimeSync> timeSync,
    Fact<Packages> packages,
    Fact<Services> services,
    Fact<FileSystems> fileSystems) {

  /** All of them by topic, in the topics' order. */
  public Map<Topic, Fact<?>> byTopic() {
    Map<Topic, Fact<?>> all = new EnumMap<>(Topic.class);
    for (Fact<?> fact :
        List.of(
            identity,
            kernel,
            processors,
            memory,
            load,
            blockDevices,
            networkInterfaces,
            routes,
            nameServers,
            listeningSockets,
            timeSync,
            packages,
            services,
            fileSystems)) {
      all.put(fact.topic(), fact);
    }
    return all;
  }
}
