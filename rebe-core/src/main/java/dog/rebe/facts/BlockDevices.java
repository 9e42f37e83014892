package dog.rebe.facts;

import java.util.List;
import java.util.Optional;

/**
 * Disks and what is like them; those of size zero (an empty card reader, an unused loop) are left
 * out.
 *
 * @param devices in the kernel's order; copied
 */
public record BlockDevices(List<BlockDevice> devices) {

  public BlockDevices {
    devices = List.copyOf(devices);
  }

  /**
   * One device.
   *
   * @param name for instance {@code sda}
   * @param sizeBytes its size
   * @param readOnly whether it refuses writes
   * @param removable whether its medium can be taken out
   * @param rotational whether it says that it rotates
   * @param model its model, or the name of a mapped device
   * @param partitions its partitions; copied
   */
  public record BlockDevice(
      String name,
      long sizeBytes,
      boolean readOnly,
      boolean removable,
      boolean rotational,
      Optional<String> model,
      List<Partition> partitions) {

    public BlockDevice {
      partitions = List.copyOf(partitions);
    }
  }

  /**
   * One partition.
   *
   * @param name for instance {@code sda1}
   * @param sizeBytes its size
   */
  public record Partition(String name, long sizeBytes) {}
}
