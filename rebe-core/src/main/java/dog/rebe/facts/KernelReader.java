package dog.rebe.facts;

/**
 * Reads /proc/sys/kernel. The architecture has a file there since Linux 6.1; older ones need uname.
 */
final class KernelReader implements FactReader<Kernel> {

  @Override
  public Topic topic() {
    return Topic.KERNEL;
  }

  @Override
  public String script() {
    return """
        r_value name /proc/sys/kernel/ostype
        r_value release /proc/sys/kernel/osrelease
        r_value version /proc/sys/kernel/version
        if [ -r /proc/sys/kernel/arch ];then r_value machine /proc/sys/kernel/arch;else r_add "machine=$(uname -m)";fi
        r_value boot-id /proc/sys/kernel/random/boot_id
        r_say""";
  }

  @Override
  public Told<Kernel> read(FactText text) throws FactException {
    Kernel kernel =
        new Kernel(
            text.required("name"),
            text.required("release"),
            text.required("version"),
            text.required("machine"),
            text.value("boot-id"));
    return new Told<>(kernel, "/proc/sys/kernel");
  }
}
