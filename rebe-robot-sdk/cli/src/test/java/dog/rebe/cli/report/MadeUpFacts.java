package dog.rebe.cli.report;

import dog.rebe.facts.BlockDevices;
import dog.rebe.facts.BlockDevices.BlockDevice;
import dog.rebe.facts.Fact;
import dog.rebe.facts.FileSystems;
import dog.rebe.facts.FileSystems.Mount;
import dog.rebe.facts.FileSystems.Space;
import dog.rebe.facts.Identity;
import dog.rebe.facts.Identity.OperatingSystem;
import dog.rebe.facts.Kernel;
import dog.rebe.facts.ListeningSockets;
import dog.rebe.facts.ListeningSockets.ListeningSocket;
import dog.rebe.facts.Load;
import dog.rebe.facts.MachineFacts;
import dog.rebe.facts.Memory;
import dog.rebe.facts.NameServers;
import dog.rebe.facts.NetworkInterfaces;
import dog.rebe.facts.NetworkInterfaces.InterfaceAddress;
import dog.rebe.facts.NetworkInterfaces.NetworkInterface;
import dog.rebe.facts.Packages;
import dog.rebe.facts.Packages.PackageDatabase;
import dog.rebe.facts.Processors;
import dog.rebe.facts.Reason;
import dog.rebe.facts.Routes;
import dog.rebe.facts.Routes.Route;
import dog.rebe.facts.Services;
import dog.rebe.facts.TimeSync;
import dog.rebe.facts.TimeSync.Synchronization;
import dog.rebe.facts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Facts about machines that there are not. */
public final class MadeUpFacts {

  static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
  private static final long GIB = 1L << 30;

  private MadeUpFacts() {}

  /** A Debian server whose disk is used this far. */
  public static MachineFacts debian(int usedPercent, int daysUp, String... failedServices) {
    return facts(
        new OperatingSystem(
            "debian",
            "Debian GNU/Linux",
            "Debian GNU/Linux 12 (bookworm)",
            Optional.of("12.11"),
            Optional.of("bookworm")),
        new Kernel("Linux", "6.1.0-37-amd64", "#1 SMP", "x86_64", Optional.empty()),
        4,
        8 * GIB,
        Duration.ofDays(daysUp),
        usedPercent,
        known(
            Topic.SERVICES,
            new Services("systemd", List.of(failedServices), List.of("ssh.service"))),
        new PackageDatabase("dpkg", 400 + usedPercent, "1 2"));
  }

  /** A router that cannot tell its services. */
  public static MachineFacts router() {
    return facts(
        new OperatingSystem(
            "openwrt", "OpenWrt", "OpenWrt 23.05.3", Optional.of("23.05.3"), Optional.empty()),
        new Kernel("Linux", "5.15.150", "#0", "mips", Optional.empty()),
        1,
        GIB / 16,
        Duration.ofDays(200),
        12,
        new Fact.Missing<>(Topic.SERVICES, Reason.TIMED_OUT, "2 s", NOW),
        new PackageDatabase("opkg", 118, "3 4"));
  }

  private static MachineFacts facts(
      OperatingSystem system,
      Kernel kernel,
      int processors,
      long memoryBytes,
      Duration uptime,
      int usedPercent,
      Fact<Services> services,
      PackageDatabase packages) {
    return new MachineFacts(
        known(Topic.IDENTITY, new Identity("host", true, system)),
        known(Topic.KERNEL, kernel),
        known(
            Topic.PROCESSORS,
            new Processors(
                processors, OptionalInt.empty(), OptionalInt.empty(), Optional.of("a model"))),
        known(
            Topic.MEMORY, new Memory(memoryBytes, GIB / 64, OptionalLong.of(GIB / 32), 0, 0, 0, 0)),
        known(Topic.LOAD, new Load(usedPercent / 100.0, 0, 0, 100, uptime)),
        known(
            Topic.BLOCK_DEVICES,
            new BlockDevices(
                List.of(
                    new BlockDevice(
                        "sda", 40 * GIB, false, false, false, Optional.empty(), List.of())))),
        known(
            Topic.NETWORK_INTERFACES,
            new NetworkInterfaces(
                List.of(
                    new NetworkInterface(
                        "eth0",
                        Optional.of("02:fc:00:00:00:01"),
                        1500,
                        true,
                        "up",
                        false,
                        List.of(new InterfaceAddress("192.0.2.7", 24, "global")))))),
        known(
            Topic.ROUTES,
            new Routes(
                List.of(new Route("0.0.0.0/0", Optional.of("192.0.2.1"), "eth0", 0)), false)),
        known(Topic.NAME_SERVERS, new NameServers(List.of("192.0.2.1"), List.of())),
        known(
            Topic.LISTENING_SOCKETS,
            new ListeningSockets(List.of(new ListeningSocket("tcp", "0.0.0.0", 22)))),
        known(Topic.TIME_SYNC, new TimeSync(NOW, Optional.of("chrony"), Synchronization.YES)),
        known(Topic.PACKAGES, new Packages(List.of(packages))),
        services,
        known(
            Topic.FILE_SYSTEMS,
            new FileSystems(
                List.of(
                    new Mount(
                        "/dev/sda1",
                        "/",
                        "ext4",
                        false,
                        Optional.of(
                            new Space(
                                100 * GIB, usedPercent * GIB, (100L - usedPercent) * GIB)))))));
  }

  private static <T> Fact<T> known(Topic topic, T value) {
    return new Fact.Known<>(topic, "made up", NOW, value);
  }
}
