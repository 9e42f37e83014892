package dog.rebe.sandbox.engine;

import dog.rebe.sandbox.module.ModuleShape;
import dog.rebe.sandbox.module.RefusedModuleException;

/** Turns the bytes of a module into something that runs. Thread-safe. */
public interface WasmEngine {

  /**
   * Parses, checks and prepares a module. Blocks the calling thread, for up to some hundred
   * milliseconds with a large module, and cannot be interrupted. The array is not changed, and must
   * not be changed by others.
   *
   * @param shape what {@link dog.rebe.sandbox.module.ModuleReader} found in these bytes
   * @throws RefusedModuleException if the module is damaged or uses what no plugin may use
   */
  PreparedModule prepare(byte[] module, ModuleShape shape) throws RefusedModuleException;

  /** Translates a module to the JVM's own code, which runs at about a quarter of native speed. */
  static WasmEngine compiling() {
    return new EndiveEngine(true);
  }

  /** Interprets: some fifty times slower, and generates no code. */
  static WasmEngine interpreting() {
    return new EndiveEngine(false);
  }
}
