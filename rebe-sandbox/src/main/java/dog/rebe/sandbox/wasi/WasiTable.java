package dog.rebe.sandbox.wasi;

import dog.rebe.sandbox.engine.GuestMemory;
import dog.rebe.sandbox.engine.HostFunction;
import dog.rebe.sandbox.tree.TreeException;
import java.util.ArrayList;
import java.util.List;

/** Collects the functions of one instance. */
final class WasiTable {

  static final String MODULE = "wasi_snapshot_preview1";

  /** Answers a call; what it returns without an exception is success. */
  @FunctionalInterface
  interface Body {
    void call(GuestMemory memory, long[] arguments) throws WasiException, TreeException;
  }

  private final List<HostFunction> functions = new ArrayList<>(46);
  private final String module;

  WasiTable() {
    this(MODULE);
  }

  WasiTable(String module) {
    this.module = module;
  }

  void add(String name, String signature, Body body) {
    functions.add(
        new HostFunction(
            module, name, signature, (memory, arguments) -> errno(body, memory, arguments)));
  }

  private static int errno(Body body, GuestMemory memory, long[] arguments) {
    try {
      body.call(memory, arguments);
      return Errno.SUCCESS;
    } catch (WasiException e) {
      return e.errno();
    } catch (TreeException e) {
      return Errno.of(e.fault());
    }
  }

  List<HostFunction> functions() {
    return List.copyOf(functions);
  }
}
