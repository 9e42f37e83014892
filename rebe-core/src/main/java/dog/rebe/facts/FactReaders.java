package dog.rebe.facts;

import java.util.List;

/** The readers of all topics. Those that could hang come last. */
final class FactReaders {

  static final IdentityReader IDENTITY = new IdentityReader();
  static final KernelReader KERNEL = new KernelReader();
  static final ProcessorsReader PROCESSORS = new ProcessorsReader();
  static final MemoryReader MEMORY = new MemoryReader();
  static final LoadReader LOAD = new LoadReader();
  static final BlockDevicesReader BLOCK_DEVICES = new BlockDevicesReader();
  static final NetworkInterfacesReader NETWORK_INTERFACES = new NetworkInterfacesReader();
  static final RoutesReader ROUTES = new RoutesReader();
  static final NameServersReader NAME_SERVERS = new NameServersReader();
  static final ListeningSocketsReader LISTENING_SOCKETS = new ListeningSocketsReader();
  static final TimeSyncReader TIME_SYNC = new TimeSyncReader();
  static final PackagesReader PACKAGES = new PackagesReader();
  static final ServicesReader SERVICES = new ServicesReader();
  static final FileSystemsReader FILE_SYSTEMS = new FileSystemsReader();

  static final List<FactReader<?>> ALL =
      List.of(
          IDENTITY,
          KERNEL,
          PROCESSORS,
          MEMORY,
          LOAD,
          BLOCK_DEVICES,
          NETWORK_INTERFACES,
          ROUTES,
          NAME_SERVERS,
          LISTENING_SOCKETS,
          TIME_SYNC,
          PACKAGES,
          SERVICES,
          FILE_SYSTEMS);

  private FactReaders() {}
}
