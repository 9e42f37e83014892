package dog.rebe.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dog.rebe.command.DecodeException;
import dog.rebe.facts.BlockDevices.BlockDevice;
import dog.rebe.facts.BlockDevices.Partition;
import dog.rebe.facts.FileSystems.Mount;
import dog.rebe.facts.FileSystems.Space;
import dog.rebe.facts.Identity.OperatingSystem;
import dog.rebe.facts.ListeningSockets.ListeningSocket;
import dog.rebe.facts.NetworkInterfaces.InterfaceAddress;
import dog.rebe.facts.NetworkInterfaces.NetworkInterface;
import dog.rebe.facts.Packages.PackageDatabase;
import dog.rebe.facts.Routes.Route;
import dog.rebe.facts.TimeSync.Synchronization;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GoldenSystemsTest {

  /**
   * The facts that cannot be told on some systems, and why. Everything else must be known
   * everywhere.
   */
  private static final Map<String, Reason> MISSING =
      Map.of("centos-7 packages", Reason.TIMED_OUT, "centos-7 name-servers", Reason.NOT_THERE);

  @Test
  void everythingIsKnownOnEverySystemButWhatCannotBe() throws Exception {
    assertThat(Systems.names()).hasSizeGreaterThanOrEqualTo(6);
    for (String system : Systems.names()) {
      for (Fact<?> fact : Systems.facts(system).byTopic().values()) {
        String name = system + " " + fact.topic().member();
        if (fact instanceof Fact.Missing<?> missing) {
          assertThat(MISSING.get(name)).as("%s: %s", name, fact).isEqualTo(missing.reason());
          assertThat(missing.toString()).startsWith("not available here, because ");
        } else {
          assertThat(MISSING).doesNotContainKey(name);
          assertThat(((Fact.Known<?>) fact).source()).isNotBlank();
        }
        assertThat(fact.age(Systems.NOW.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(fact.age(Systems.NOW.minusSeconds(5))).isEqualTo(Duration.ZERO);
      }
    }
  }

  @Test
  void identity() throws Exception {
    assertThat(known(facts("debian-12").identity()))
        .isEqualTo(
            new Identity(
                "web1",
                true,
                new OperatingSystem(
                    "debian",
                    "Debian GNU/Linux",
                    "Debian GNU/Linux 12 (bookworm)",
                    Optional.of("12.5"),
                    Optional.of("bookworm"))));
    assertThat(known(facts("ubuntu-24.04").identity()).os().version()).contains("24.04");
    assertThat(known(facts("rocky-9").identity()).os().id()).isEqualTo("rocky");
    assertThat(known(facts("openwrt-23.05").identity()).os().prettyName())
        .isEqualTo("OpenWrt 23.05.3");
    assertThat(known(facts("arch").identity()).os().version()).isEmpty();
    Identity alpine = known(facts("alpine-3.20").identity());
    assertThat(alpine.hasMachineId()).isFalse();
    assertThat(alpine.os().version()).contains("3.20.3");
  }

  @Test
  void kernel() throws Exception {
    assertThat(known(facts("openwrt-23.05").kernel()))
        .isEqualTo(
            new Kernel(
                "Linux",
                "5.15.150",
                "#0 Fri Mar 22 22:09:42 2024",
                "mips",
                Optional.of("9d1f4a0e-7c58-4c19-8f2c-1c7a5e0b7d31")));
    assertThat(known(facts("raspberry-pi-os-12").kernel()).architecture()).isEqualTo("aarch64");
  }

  @Test
  void processors() throws Exception {
    assertThat(known(facts("rocky-9").processors()))
        .isEqualTo(
            new Processors(
                32,
                OptionalInt.of(16),
                OptionalInt.of(2),
                Optional.of("Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz")));
    assertThat(known(facts("debian-12").processors()).cores()).hasValue(4);
    assertThat(known(facts("raspberry-pi-os-12").processors()).model())
        .contains("Raspberry Pi 4 Model B Rev 1.4");
    assertThat(known(facts("openwrt-23.05").processors()))
        .isEqualTo(
            new Processors(
                1, OptionalInt.empty(), OptionalInt.empty(), Optional.of("MIPS 74Kc V5.0")));
  }

  @Test
  void memory() throws Exception {
    assertThat(known(facts("debian-12").memory()))
        .isEqualTo(
            new Memory(
                16_374_440L * 1024,
                1_204_512L * 1024,
                OptionalLong.of(12_001_388L * 1024),
                310_244L * 1024,
                10_218_860L * 1024,
                999_420L * 1024,
                998_652L * 1024));
  }

  @Test
  void load() throws Exception {
    assertThat(known(facts("rocky-9").load()))
        .isEqualTo(new Load(6.11, 5.80, 5.92, 1204, Duration.ofMillis(8_640_013_770L)));
  }

  @Test
  void blockDevices() throws Exception {
    List<BlockDevice> pi = known(facts("raspberry-pi-os-12").blockDevices()).devices();
    assertThat(pi)
        .containsExactly(
            new BlockDevice(
                "mmcblk0",
                62_333_952L * 512,
                false,
                false,
                false,
                Optional.of("SD32G"),
                List.of(
                    new Partition("mmcblk0p1", 1_048_576L * 512),
                    new Partition("mmcblk0p2", 61_276_160L * 512))));
    List<BlockDevice> debian = known(facts("debian-12").blockDevices()).devices();
    assertThat(debian.get(1).removable()).isTrue();
    assertThat(debian.get(1).rotational()).isTrue();
    assertThat(debian.get(1).model()).contains("QEMU DVD-ROM");
    assertThat(debian.get(1).partitions()).isEmpty();
    assertThat(known(facts("openwrt-23.05").blockDevices()).devices())
        .allMatch(BlockDevice::readOnly);
  }

  @Test
  void networkInterfaces() throws Exception {
    List<NetworkInterface> debian = known(facts("debian-12").networkInterfaces()).interfaces();
    assertThat(debian)
        .extracting(NetworkInterface::name)
        .containsExactly("docker0", "enp1s0", "lo", "wg0");
    assertThat(debian.get(1))
        .isEqualTo(
            new NetworkInterface(
                "enp1s0",
                Optional.of("52:54:00:8a:3c:01"),
                1500,
                true,
                "up",
                false,
                List.of(
                    new InterfaceAddress("198.51.100.10", 24, "global"),
                    new InterfaceAddress("198.51.100.11", 24, "global"),
                    new InterfaceAddress("2001:db8:0:42::10", 64, "global"),
                    new InterfaceAddress("fe80::5054:ff:fe8a:3c01", 64, "link"))));
    assertThat(debian.get(2).isLoopback()).isTrue();
    assertThat(debian.get(2).hardwareAddress()).isEmpty();
    assertThat(debian.get(3).hardwareAddress()).isEmpty();
    assertThat(debian.get(3).addresses())
        .containsExactly(new InterfaceAddress("10.8.0.2", 32, "global"));
    List<NetworkInterface> router = known(facts("openwrt-23.05").networkInterfaces()).interfaces();
    assertThat(router)
        .filteredOn(each -> each.name().equals("br-lan"))
        .flatExtracting(NetworkInterface::addresses)
        .extracting(InterfaceAddress::address)
        .containsExactly("192.168.1.1", "fd5f:1c2a:9e34::1");
    assertThat(known(facts("alpine-3.20").networkInterfaces()).interfaces().get(2).state())
        .isEqualTo("down");
  }

  @Test
  void routes() throws Exception {
    Routes debian = known(facts("debian-12").routes());
    assertThat(debian.cut()).isFalse();
    assertThat(debian.routes())
        .containsExactly(
            new Route("0.0.0.0/0", Optional.of("198.51.100.1"), "enp1s0", 0),
            new Route("10.8.0.1/32", Optional.empty(), "wg0", 0),
            new Route("172.17.0.0/16", Optional.empty(), "docker0", 0),
            new Route("198.51.100.0/24", Optional.empty(), "enp1s0", 0),
            new Route("2001:db8:0:42::/64", Optional.empty(), "enp1s0", 256),
            new Route("fe80::/64", Optional.empty(), "enp1s0", 256),
            new Route("::/0", Optional.of("2001:db8:0:42::1"), "enp1s0", 1024));
    assertThat(debian.routes().get(0).isDefault()).isTrue();
    assertThat(debian.routes().get(6).isDefault()).isTrue();
  }

  @Test
  void routesOfABigEndianMachine() throws Exception {
    assertThat(known(facts("openwrt-23.05").routes()).routes())
        .containsExactly(
            new Route("0.0.0.0/0", Optional.of("198.51.100.1"), "pppoe-wan", 0),
            new Route("192.168.1.0/24", Optional.empty(), "br-lan", 0),
            new Route("198.51.100.1/32", Optional.empty(), "pppoe-wan", 0),
            new Route("fd5f:1c2a:9e34::/64", Optional.empty(), "br-lan", 1024));
  }

  @Test
  void nameServers() throws Exception {
    assertThat(known(facts("debian-12").nameServers()))
        .isEqualTo(
            new NameServers(
                List.of("192.0.2.53", "2001:db8:42::53"),
                List.of("example.net", "lab.example.net")));
    assertThat(known(facts("raspberry-pi-os-12").nameServers()).addresses())
        .containsExactly("192.168.178.1", "fe80::7eff:4dff:fe10:2030%wlan0");
  }

  @Test
  void listeningSockets() throws Exception {
    assertThat(known(facts("debian-12").listeningSockets()).sockets())
        .containsExactly(
            new ListeningSocket("udp", "127.0.0.1", 323),
            new ListeningSocket("udp", "0.0.0.0", 51820),
            new ListeningSocket("udp", "::", 51820),
            new ListeningSocket("tcp", "0.0.0.0", 22),
            new ListeningSocket("tcp", "::", 80),
            new ListeningSocket("tcp", "::", 22),
            new ListeningSocket("tcp", "::1", 6379));
    assertThat(known(facts("arch").listeningSockets()).sockets())
        .contains(new ListeningSocket("udp", "fe80::aaa1:59ff:fe00:1122", 546));
  }

  @Test
  void listeningSocketsWithoutSsOnBothByteOrders() throws Exception {
    assertThat(known(facts("alpine-3.20").listeningSockets()).sockets())
        .containsExactly(
            new ListeningSocket("tcp", "0.0.0.0", 22),
            new ListeningSocket("tcp", "127.0.0.1", 3306),
            new ListeningSocket("tcp", "::", 22),
            new ListeningSocket("udp", "0.0.0.0", 123),
            new ListeningSocket("udp", "fe80::2e0:4cff:fe68:1", 546));
    assertThat(known(facts("openwrt-23.05").listeningSockets()).sockets())
        .contains(
            new ListeningSocket("tcp", "192.168.1.1", 53),
            new ListeningSocket("tcp", "fd5f:1c2a:9e34::1", 53),
            new ListeningSocket("udp", "127.0.0.1", 53));
  }

  @Test
  void anAsteriskOfAnOldSsIsIpv4() throws Exception {
    assertThat(known(facts("centos-7").listeningSockets()).sockets())
        .contains(new ListeningSocket("tcp", "0.0.0.0", 22), new ListeningSocket("tcp", "::", 22));
  }

  @Test
  void timeSync() throws Exception {
    assertThat(known(facts("debian-12").timeSync()))
        .isEqualTo(
            new TimeSync(
                Instant.ofEpochSecond(1_711_629_000L),
                Optional.of("systemd-timesyncd"),
                Synchronization.YES));
    assertThat(known(facts("rocky-9").timeSync()).synchronization()).isEqualTo(Synchronization.YES);
    assertThat(known(facts("centos-7").timeSync()).synchronization()).isEqualTo(Synchronization.NO);
    assertThat(known(facts("raspberry-pi-os-12").timeSync()).synchronization())
        .isEqualTo(Synchronization.NO);
    assertThat(known(facts("alpine-3.20").timeSync()))
        .satisfies(
            sync -> {
              assertThat(sync.keeper()).contains("chronyd");
              assertThat(sync.synchronization()).isEqualTo(Synchronization.UNKNOWN);
            });
    assertThat(known(facts("openwrt-23.05").timeSync()).keeper()).isEmpty();
  }

  @Test
  void packages() throws Exception {
    assertThat(known(facts("debian-12").packages()).databases())
        .containsExactly(new PackageDatabase("dpkg", 612, "2914610973:551245"));
    assertThat(known(facts("openwrt-23.05").packages()).databases())
        .containsExactly(new PackageDatabase("opkg", 141, "0a8c2f4d5f8c1f4b0c5d8e7f6a5b4c3d"));
  }

  @Test
  void services() throws Exception {
    assertThat(known(facts("debian-12").services()))
        .isEqualTo(
            new Services(
                "systemd",
                List.of("backup"),
                List.of("apache2", "cron", "getty@tty1", "ssh", "user@1000")));
    assertThat(known(facts("centos-7").services()))
        .isEqualTo(new Services("systemd", List.of("kdump"), List.of("auditd", "chronyd", "sshd")));
    assertThat(known(facts("openwrt-23.05").services()))
        .isEqualTo(
            new Services("procd", List.of("sysntpd"), List.of("dnsmasq", "dropbear", "log")));
    Services alpine = known(facts("alpine-3.20").services());
    assertThat(alpine.manager()).isEqualTo("openrc");
    assertThat(alpine.failed()).containsExactly("docker");
    assertThat(alpine.running()).contains("sshd", "chronyd");
  }

  @Test
  void fileSystems() throws Exception {
    assertThat(known(facts("debian-12").fileSystems()).mounts())
        .contains(
            new Mount(
                "/dev/nvme0n1p2",
                "/",
                "ext4",
                false,
                Optional.of(
                    new Space(489_570_048L * 1024, 83_144_704L * 1024, 381_483_328L * 1024))),
            new Mount(
                "nas.example.net:/export/my photos",
                "/mnt/my photos",
                "nfs4",
                true,
                Optional.of(
                    new Space(3_844_548_608L * 1024, 912_261_120L * 1024, 2_932_287_488L * 1024))));
    assertThat(known(facts("openwrt-23.05").fileSystems()).mounts())
        .extracting(Mount::mountPoint)
        .containsExactly("/rom", "/overlay", "/");
  }

  @Test
  @Tag("fault-76")
  void aDeadNetworkMountCostsOnlyItsOwnSize() throws Exception {
    List<Mount> mounts = known(facts("rocky-9").fileSystems()).mounts();
    assertThat(mounts).hasSize(4);
    assertThat(mounts.subList(0, 3)).allMatch(mount -> mount.space().isPresent());
    assertThat(mounts.get(3).type()).isEqualTo("nfs4");
    assertThat(mounts.get(3).space()).isEmpty();
  }

  private static MachineFacts facts(String system) throws IOException, DecodeException {
    return Systems.facts(system);
  }

  private static <T> T known(Fact<T> fact) {
    return fact.value().orElseThrow(() -> new AssertionError(fact.toString()));
  }
}
