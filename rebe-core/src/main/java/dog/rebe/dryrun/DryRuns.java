package dog.rebe.dryrun;

import dog.rebe.change.Previewer;

/** The dry runs that come with the library. */
public final class DryRuns {

  private DryRuns() {}

  /**
   * All of them: {@link AptDryRun}, {@link ApkDryRun}, {@link ServiceDryRun}, {@link SysctlDryRun}.
   */
  public static Previewer standard() {
    return new AptDryRun().or(new ApkDryRun()).or(new ServiceDryRun()).or(new SysctlDryRun());
  }
}
