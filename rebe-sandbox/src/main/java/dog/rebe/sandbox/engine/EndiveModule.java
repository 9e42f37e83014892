package dog.rebe.sandbox.engine;

import dog.rebe.outcome.FailureKind;
import dog.rebe.sandbox.module.ModuleShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.TableInstance;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;

/** A parsed and, unless it is to be interpreted, compiled module. */
final class EndiveModule implements PreparedModule {

  private final WasmModule module;
  private final ModuleShape shape;
  private final @Nullable Function<Instance, Machine> machines;

  EndiveModule(
      WasmModule module, ModuleShape shape, @Nullable Function<Instance, Machine> machines) {
    this.module = module;
    this.shape = shape;
    this.machines = machines;
  }

  @Override
  public GuestEnd run(List<HostFunction> functions, GuestSize size) {
    if (shape.initialPages() > size.memoryPages()) {
      return new GuestEnd.Stopped(
          FailureKind.PLUGIN_OVER_MEMORY,
          "The module begins with "
              + shape.initialPages()
              + " pages of memory, and may have "
              + size.memoryPages());
    }
    int maximum = Math.min(shape.maximumPages(), size.memoryPages());
    LinearMemory memory = new LinearMemory(shape.initialPages(), maximum);
    try {
      start(functions, size, memory);
      return new GuestEnd.Exited(0);
    } catch (GuestExit exit) {
      return ended(new GuestEnd.Exited(exit.status()), exit.status() == 0, memory);
    } catch (GuestStop stop) {
      return new GuestEnd.Stopped(stop.kind(), stop.detail());
    } catch (WasmInterruptedException e) {
      return new GuestEnd.Interrupted();
    } catch (OutOfMemoryError e) {
      return new GuestEnd.Stopped(
          FailureKind.PLUGIN_OVER_MEMORY, "The host has no memory left for this instance");
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      return ended(
          new GuestEnd.Stopped(FailureKind.PLUGIN_TRAPPED, trap(e)), /* well= */ false, memory);
    }
  }

  private void start(List<HostFunction> functions, GuestSize size, LinearMemory memory) {
    Instance.Builder builder =
        Instance.builder(module)
            .withStart(false)
            .withMemoryFactory(limits -> memory)
            .withTableFactory((table, value) -> table(table, value, size.tableEntries()))
            .withImportValues(imports(functions, new CheckedMemory(memory)));
    if (machines != null) {
      builder.withMachineFactory(machines);
    }
    builder.build().export(Instance.START_FUNCTION_NAME).apply();
  }

  /** A guest that was refused memory and then gave up failed for want of memory. */
  private static GuestEnd ended(GuestEnd end, boolean well, LinearMemory memory) {
    return !well && memory.refusedToGrow()
        ? new GuestEnd.Stopped(
            FailureKind.PLUGIN_OVER_MEMORY,
            "It asked for more than " + memory.maximumPages() + " pages of memory, and gave up")
        : end;
  }

  private static String trap(Throwable failure) {
    if (failure instanceof StackOverflowError) {
      return "call stack exhausted";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /**
   * A table of its own: the engine keeps the growth of a table in the module, where the next
   * instance would find it.
   */
  private static TableInstance table(Table table, int value, int maximumEntries) {
    long minimum = table.limits().min();
    long maximum = Math.max(minimum, Math.min(table.limits().max(), maximumEntries));
    return new TableInstance(
        new Table(table.elementType(), new TableLimits(minimum, maximum), table.initialize()),
        value);
  }

  private ImportValues imports(List<HostFunction> functions, GuestMemory memory) {
    Map<String, HostFunction> offered = new HashMap<>();
    functions.forEach(f -> offered.put(f.module() + ' ' + f.name(), f));
    ImportValues.Builder imports = ImportValues.builder();
    shape.imports().stream()
        .distinct()
        .forEach(
            wanted -> {
              HostFunction function = offered.get(wanted.module() + ' ' + wanted.name());
              if (function != null) {
                imports.addFunction(imported(function, memory));
              }
            });
    return imports.build();
  }

  private static ImportFunction imported(HostFunction function, GuestMemory memory) {
    SignatureTypes types = SignatureTypes.of(function.signature());
    HostFunction.Body body = function.body();
    return new ImportFunction(
        function.module(),
        function.name(),
        types.functionType(),
        (instance, arguments) -> {
          StackProbe.touch();
          long result = body.call(memory, arguments);
          return types.hasResult() ? new long[] {result} : null;
        });
  }
}
