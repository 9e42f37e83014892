package dog.rebe.sandbox.engine;

import dog.rebe.sandbox.module.ModuleShape;
import dog.rebe.sandbox.module.RefusedModuleException;
import java.util.function.Function;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.Instruction;

/** The engine named Endive. Its parser and compiler may throw anything for a damaged module. */
final class EndiveEngine implements WasmEngine {

  /** The prefix byte of the instructions on garbage-collected objects, which live on our heap. */
  private static final int GC_PREFIX = 0xFB;

  private final boolean compile;

  EndiveEngine(boolean compile) {
    this.compile = compile;
  }

  @Override
  public PreparedModule prepare(byte[] module, ModuleShape shape) throws RefusedModuleException {
    try {
      WasmModule parsed = Parser.parse(module);
      refuseObjects(parsed);
      return new EndiveModule(parsed, shape, compile ? machines(parsed) : null);
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      throw RefusedModuleException.malformed("The module is damaged: " + e.getMessage());
    } catch (OutOfMemoryError e) {
      throw RefusedModuleException.malformed("The module needs too much memory to be prepared");
    }
  }

  /** Functions that are too large for the JVM are interpreted. */
  private static Function<Instance, Machine> machines(WasmModule parsed) {
    return MachineFactoryCompiler.builder(parsed)
        .withInterpreterFallback(InterpreterFallback.SILENT)
        .compile();
  }

  private static void refuseObjects(WasmModule parsed) throws RefusedModuleException {
    for (int i = 0; i < parsed.codeSection().functionBodyCount(); i++) {
      for (Instruction instruction : parsed.codeSection().getFunctionBody(i).instructions()) {
        if (instruction.opcode().opcode() >>> 8 == GC_PREFIX) {
          throw RefusedModuleException.incompatible(
              "The module uses garbage-collected objects ("
                  + instruction.opcode()
                  + "); a plugin"
                  + " keeps its data in its own memory");
        }
      }
    }
  }
}
