package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.HostFunction;
import java.util.List;

/** All functions of WASI preview 1 for one instance. */
public final class Wasi implements AutoCloseable {

  private final Descriptors descriptors;
  private final List<HostFunction> functions;

  /** For an instance with these surroundings. */
  public Wasi(WasiSetup setup) {
    this.descriptors = new Descriptors(setup);
    WasiTable table = new WasiTable();
    new WasiProcess(setup).addTo(table);
    new WasiStreams(descriptors).addTo(table);
    new WasiDescriptors(descriptors).addTo(table);
    new WasiDirectories(descriptors).addTo(table);
    new WasiPaths(descriptors).addTo(table);
    new WasiTimes(descriptors).addTo(table);
    new WasiLinks(descriptors).addTo(table);
    WasiRefused.addTo(table);
    this.functions = table.functions();
  }

  /** The functions for what WASI leaves out of POSIX, on the same descriptors. */
  public List<HostFunction> posixFunctions(PosixFunctions.Host host) {
    return new PosixFunctions(descriptors, host).functions();
  }

  /** The functions to import. */
  public List<HostFunction> functions() {
    return functions;
  }

  /** Closes the files that the guest left open. */
  @Override
  public void close() {
    descriptors.closeAll();
  }
}
