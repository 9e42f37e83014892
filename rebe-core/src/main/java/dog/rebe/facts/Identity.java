package dog.rebe.facts;

import java.util.Optional;

/**
 * Who the machine is.
 *
 * @param hostname the kernel's host name
 * @param hasMachineId whether it has a machine id; images that were cloned before their first start
 *     have none
 * @param os the operating system
 */
public record Identity(String hostname, boolean hasMachineId, OperatingSystem os) {

  /**
   * The operating system, from os-release(5).
   *
   * @param id the short name, for instance {@code debian}
   * @param name the name, for instance {@code Debian GNU/Linux}
   * @param prettyName the name for people
   * @param version the version as exactly as it is known ({@code 12.11} rather than {@code 12});
   *     absent for a rolling release
   * @param codename the release's code name
   */
  public record OperatingSystem(
      String id,
      String name,
      String prettyName,
      Optional<String> version,
      Optional<String> codename) {}
}
