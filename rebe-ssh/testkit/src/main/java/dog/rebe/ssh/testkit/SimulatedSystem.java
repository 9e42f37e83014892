package dog.rebe.ssh.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A kind of machine that embedded nodes simulate: the texts that its files and tools would print,
 * written for this purpose after the format of the real ones, with placeholders that differ from
 * node to node. Nothing of a real machine runs. Immutable.
 *
 * <p>The texts are resources beside this class, {@code systems/NAME/...}: {@code members} has what
 * members of the facts' batch print, {@code files} what files hold.
 */
public final class SimulatedSystem {

  private static final List<String> NAMES =
      List.of("debian-12", "ubuntu-24.04", "rocky-9", "raspberry-pi", "openwrt", "alpine", "nas");

  private static final String COMMON = "common";

  /** A jar does not list its resources. */
  private static final List<String> FILES =
      List.of(
          "/etc/app/app.conf",
          "/etc/hostname",
          "/etc/machine-id",
          "/etc/os-release",
          "/etc/resolv.conf",
          "/proc/loadavg",
          "/proc/meminfo",
          "/proc/uptime",
          "/var/log/app/app.log",
          "/var/log/app/app.log.1",
          "/var/log/app/app.log.2");

  private final String name;
  private final Map<String, String> properties;

  private SimulatedSystem(String name, Map<String, String> properties) {
    this.name = name;
    this.properties = properties;
  }

  /** A Debian 12 server. */
  public static SimulatedSystem debian() {
    return named("debian-12");
  }

  /** An Ubuntu 24.04 server. */
  public static SimulatedSystem ubuntu() {
    return named("ubuntu-24.04");
  }

  /** A Rocky Linux 9 server. */
  public static SimulatedSystem rocky() {
    return named("rocky-9");
  }

  /** A Raspberry Pi with Raspberry Pi OS. */
  public static SimulatedSystem raspberryPi() {
    return named("raspberry-pi");
  }

  /** A router with OpenWrt: BusyBox, no systemd, no os tools. */
  public static SimulatedSystem openWrt() {
    return named("openwrt");
  }

  /** A small Alpine Linux machine: musl and BusyBox. */
  public static SimulatedSystem alpine() {
    return named("alpine");
  }

  /** A network storage box with many disks. */
  public static SimulatedSystem nas() {
    return named("nas");
  }

  /** All of them. */
  public static List<SimulatedSystem> all() {
    return NAMES.stream().map(SimulatedSystem::named).toList();
  }

  /**
   * The system of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SimulatedSystem named(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "There is no simulated system '" + name + "': use one of " + String.join(", ", NAMES));
    }
    return new SimulatedSystem(name, readProperties(name));
  }

  /** Its name, for instance {@code debian-12}. */
  public String name() {
    return name;
  }

  /** What it is called in full, for instance {@code Debian GNU/Linux 12 (bookworm)}. */
  public String description() {
    return property("description");
  }

  /** The path of its login shell. */
  String shell() {
    return property("shell");
  }

  /** Placeholders whose value differs from node to node, with the values to choose from. */
  Map<String, List<String>> choices() {
    Map<String, List<String>> choices = new TreeMap<>();
    properties.forEach((key, value) -> choices.put(key, List.of(value.split("\\s*\\|\\s*", -1))));
    return choices;
  }

  /** The template of what a member of the facts batch prints. */
  Optional<String> member(String member) {
    return text("members/" + member);
  }

  /** The paths of its files. */
  Set<String> files() {
    Set<String> there = new TreeSet<>();
    for (String path : FILES) {
      if (file(path).isPresent()) {
        there.add(path);
      }
    }
    return there;
  }

  /** The template of a file's content. */
  Optional<String> file(String path) {
    return FILES.contains(path) ? text("files" + path) : Optional.empty();
  }

  private String property(String key) {
    return Objects.requireNonNull(properties.get(key), () -> name + " has no property " + key);
  }

  /** Its own text, or the one that it shares with others. */
  private Optional<String> text(String path) {
    return read(name, path).or(() -> read(COMMON, path));
  }

  private static Optional<String> read(String folder, String path) {
    try (InputStream in = open(folder, path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Map<String, String> readProperties(String name) {
    Properties read = new Properties();
    try (InputStream in = open(name, "system.properties")) {
      if (in == null) {
        throw new IllegalStateException(
            "The texts of " + name + " are missing from the class path");
      }
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      read.load(reader);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    Map<String, String> properties = new TreeMap<>();
    read.forEach((key, value) -> properties.put((String) key, (String) value));
    return Collections.unmodifiableMap(properties);
  }

  private static @Nullable InputStream open(String name, String path) {
    return SimulatedSystem.class.getResourceAsStream("systems/" + name + "/" + path);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SimulatedSystem system && name.equals(system.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
