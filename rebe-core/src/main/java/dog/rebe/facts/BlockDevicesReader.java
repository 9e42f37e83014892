package dog.rebe.facts;

import dog.rebe.facts.BlockDevices.BlockDevice;
import dog.rebe.facts.BlockDevices.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads /sys/block, whose sizes are in sectors of 512 bytes whatever the device's own sector is.
 */
final class BlockDevicesReader implements FactReader<BlockDevices> {

  private static final int SECTOR_BYTES = 512;

  @Override
  public Topic topic() {
    return Topic.BLOCK_DEVICES;
  }

  @Override
  public String script() {
    return """
        if [ -d /sys/block ];then
        for d in /sys/block/*;do
        s=0 m= r=0 o=0 t=0
        read -r s <$d/size
        if [ $s = 0 ];then continue;fi
        read -r r <$d/ro;read -r o <$d/removable;read -r t <$d/queue/rotational
        if [ -r $d/device/model ];then read -r m <$d/device/model
        elif [ -r $d/device/name ];then read -r m <$d/device/name
        elif [ -r $d/dm/name ];then read -r m <$d/dm/name;fi
        r_add "device ${d##*/} $s $r $o $t $m"
        for c in $d/${d##*/}*/size;do
        if [ -r $c ];then read -r s <$c;c=${c%/size};r_add "partition ${c##*/} $s";fi
        done
        done
        r_say
        else r_none 'no /sys/block';fi""";
  }

  @Override
  public Told<BlockDevices> read(FactText text) throws FactException {
    List<BlockDevice> devices = new ArrayList<>();
    List<Partition> partitions = new ArrayList<>();
    for (String line : text.lines()) {
      if (line.startsWith("partition ") && !devices.isEmpty()) {
        Fields fields = Fields.of(line, 3);
        partitions.add(new Partition(fields.text(1), fields.number(2) * SECTOR_BYTES));
        int last = devices.size() - 1;
        devices.set(last, withPartitions(devices.get(last), partitions));
      } else if (line.startsWith("device ")) {
        partitions.clear();
        devices.add(device(Fields.of(line, 6)));
      } else {
        throw FactException.notUnderstood("neither a device nor a partition", line);
      }
    }
    if (devices.isEmpty()) {
      throw new FactException(Reason.NOT_THERE, "the kernel shows no block device");
    }
    return new Told<>(new BlockDevices(devices), "/sys/block");
  }

  private static BlockDevice device(Fields fields) throws FactException {
    String model = fields.rest(6);
    return new BlockDevice(
        fields.text(1),
        fields.number(2) * SECTOR_BYTES,
        fields.flag(3),
        fields.flag(4),
        fields.flag(5),
        model.isEmpty() ? Optional.empty() : Optional.of(model),
        List.of());
  }

  private static BlockDevice withPartitions(BlockDevice device, List<Partition> partitions) {
    return new BlockDevice(
        device.name(),
        device.sizeBytes(),
        device.readOnly(),
        device.removable(),
        device.rotational(),
        device.model(),
        partitions);
  }
}
