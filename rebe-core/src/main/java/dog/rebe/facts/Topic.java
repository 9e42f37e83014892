package dog.rebe.facts;

/** What can be asked about a machine. Each topic is one member of the facts' batch. */
public enum Topic {
  /** The host's name and its operating system: {@link Identity}. */
  IDENTITY("identity"),
  /** The kernel: {@link Kernel}. */
  KERNEL("kernel"),
  /** The processors: {@link Processors}. */
  PROCESSORS("processors"),
  /** Memory and swap: {@link Memory}. */
  MEMORY("memory"),
  /** Load and uptime: {@link Load}. */
  LOAD("load"),
  /** Disks and their partitions: {@link BlockDevices}. */
  BLOCK_DEVICES("block-devices"),
  /** Network interfaces and their addresses: {@link NetworkInterfaces}. */
  NETWORK_INTERFACES("network-interfaces"),
  /** Routes: {@link Routes}. */
  ROUTES("routes"),
  /** Name servers: {@link NameServers}. */
  NAME_SERVERS("name-servers"),
  /** Sockets that wait for others: {@link ListeningSockets}. */
  LISTENING_SOCKETS("listening-sockets"),
  /** The clock and what keeps it: {@link TimeSync}. */
  TIME_SYNC("time-sync"),
  /** How many packages are installed: {@link Packages}. */
  PACKAGES("packages"),
  /** Services, failed ones above all: {@link Services}. */
  SERVICES("services"),
  /** Mounted file systems and their sizes: {@link FileSystems}. */
  FILE_SYSTEMS("file-systems");

  private final String member;

  Topic(String member) {
    this.member = member;
  }

  /** The name of its member in the batch. Stable. */
  public String member() {
    return member;
  }
}
