package dog.rebe.facts;

import java.util.List;
import java.util.Optional;

/**
 * Mounted file systems that keep data on a device or another machine.
 *
 * @param mounts in the kernel's order; copied
 */
public record FileSystems(List<Mount> mounts) {

  public FileSystems {
    mounts = List.copyOf(mounts);
  }

  /**
   * One mount.
   *
   * @param device what is mounted
   * @param mountPoint where
   * @param type for instance {@code ext4}, {@code nfs4}
   * @param readOnly whether it is mounted read-only
   * @param space its sizes; absent where it did not answer
   */
  public record Mount(
      String device, String mountPoint, String type, boolean readOnly, Optional<Space> space) {}

  /**
   * Sizes in bytes.
   *
   * @param totalBytes all of it
   * @param usedBytes what is used
   * @param availableBytes what ordinary users can still use; used and available need not add up to
   *     the total
   */
  public record Space(long totalBytes, long usedBytes, long availableBytes) {

    /**
     * How much is used of what ordinary users could have, 0 to 1, as {@code df} counts it: what is
     * kept for the administrator is left out. 0 where there is nothing to have. A file system that
     * is only read (squashfs, iso9660) is always full: see {@link Mount#readOnly}.
     */
    public double usedShare() {
      long usable = usedBytes + availableBytes;
      return usable == 0 ? 0 : (double) usedBytes / usable;
    }
  }
}
