package dog.rebe.facts;

import java.util.List;

/**
 * What is installed, by package manager.
 *
 * @param databases one for each manager that keeps one here; copied
 */
public record Packages(List<PackageDatabase> databases) {

  public Packages {
    databases = List.copyOf(databases);
  }

  /**
   * One manager's database.
   *
   * @param manager {@code dpkg}, {@code rpm}, {@code apk}, {@code opkg} or {@code pacman}
   * @param installed how many packages are installed
   * @param checksum of the database (POSIX cksum with the length, or MD5 where BusyBox has no
   *     cksum): two reads with the same checksum found the same packages
   */
  public record PackageDatabase(String manager, int installed, String checksum) {}
}
