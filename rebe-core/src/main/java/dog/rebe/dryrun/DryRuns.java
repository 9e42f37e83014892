package dog.rebe.dryrun;

import dog.rebe.change.Previewer;

/**
 * The dry runs that come with the library. They look at argument lists only, not at scripts, and
 * know no preview where an argument is one that they do not know.
 */
public final class DryRuns {

  private DryRuns() {}

  /** All of them. */
  public static Previewer standard() {
    return apt().or(apk()).or(services()).or(settings());
  }

  /**
   * What {@code apt-get} or {@code apt} would install, upgrade and remove, by {@code apt-get
   * --simulate}, which needs no root and locks nothing (apt-get(8)).
   */
  public static Previewer apt() {
    return new AptDryRun();
  }

  /** What {@code apk add}, {@code del} and {@code upgrade} would do, by {@code apk --simulate}. */
  public static Previewer apk() {
    return new ApkDryRun();
  }

  /**
   * What {@code systemctl start}, {@code stop}, {@code restart}, {@code reload}, {@code enable} and
   * {@code disable} would do to the state of services, by {@code systemctl show}.
   */
  public static Previewer services() {
    return new ServiceDryRun();
  }

  /** Which settings of the kernel {@code sysctl -w} would change, by reading them. */
  public static Previewer settings() {
    return new SysctlDryRun();
  }
}
