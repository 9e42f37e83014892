package dog.rebe.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** The engine by itself, with the least that a decoder needs, and without any limit or check. */
final class BareEngine {

  private static final byte[] ARGUMENTS = "df\0decode\0".getBytes(StandardCharsets.UTF_8);
  private static final long NOT_CAPABLE = 76;

  private final WasmModule module;
  private final Function<Instance, Machine> machines;

  BareEngine(byte[] module) {
    this.module = Parser.parse(module);
    this.machines =
        MachineFactoryCompiler.builder(this.module)
            .withInterpreterFallback(InterpreterFallback.SILENT)
            .compile();
  }

  byte[] run(byte[] input) {
    int[] read = {0};
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ImportValues imports =
        ImportValues.builder()
            .addFunction(
                new HostFunction(
                    "wasi_snapshot_preview1",
                    "clock_time_get",
                    FunctionType.of(List.of(ValType.I32, ValType.I64, ValType.I32), numbers(1)),
                    (instance, a) -> new long[] {NOT_CAPABLE}))
            .addFunction(
                wasi(
                    "args_sizes_get",
                    2,
                    (instance, a) -> {
                      instance.memory().writeI32((int) a[0], 2);
                      instance.memory().writeI32((int) a[1], ARGUMENTS.length);
                      return new long[] {0};
                    }))
            .addFunction(
                wasi(
                    "args_get",
                    2,
                    (instance, a) -> {
                      instance.memory().writeI32((int) a[0], (int) a[1]);
                      instance.memory().writeI32((int) a[0] + 4, (int) a[1] + 3);
                      instance.memory().write((int) a[1], ARGUMENTS);
                      return new long[] {0};
                    }))
            .addFunction(
                wasi(
                    "environ_sizes_get",
                    2,
                    (instance, a) -> {
                      instance.memory().writeI32((int) a[0], 0);
                      instance.memory().writeI32((int) a[1], 0);
                      return new long[] {0};
                    }))
            .addFunction(wasi("environ_get", 2, (instance, a) -> new long[] {0}))
            .addFunction(
                new HostFunction(
                    "wasi_snapshot_preview1",
                    "proc_exit",
                    FunctionType.of(numbers(1), List.of()),
                    (instance, a) -> {
                      throw new IllegalStateException("The guest ended with status " + a[0]);
                    }))
            .addFunction(
                wasi(
                    "fd_read",
                    4,
                    (instance, a) -> {
                      Memory memory = instance.memory();
                      int room = memory.readInt((int) a[1] + 4);
                      int count = Math.min(room, input.length - read[0]);
                      memory.write(memory.readInt((int) a[1]), input, read[0], count);
                      read[0] += count;
                      memory.writeI32((int) a[3], count);
                      return new long[] {0};
                    }))
            .addFunction(
                wasi(
                    "fd_write",
                    4,
                    (instance, a) -> {
                      Memory memory = instance.memory();
                      int count = memory.readInt((int) a[1] + 4);
                      output.writeBytes(memory.readBytes(memory.readInt((int) a[1]), count));
                      memory.writeI32((int) a[3], count);
                      return new long[] {0};
                    }))
            .build();
    Instance.builder(module)
        .withStart(false)
        .withMachineFactory(machines)
        .withMemoryFactory(ByteArrayMemory::new)
        .withImportValues(imports)
        .build()
        .export("_start")
        .apply();
    return output.toByteArray();
  }

  private static HostFunction wasi(String name, int parameters, WasmFunctionHandle body) {
    return new HostFunction(
        "wasi_snapshot_preview1", name, FunctionType.of(numbers(parameters), numbers(1)), body);
  }

  private static List<ValType> numbers(int count) {
    return Collections.nCopies(count, ValType.I32);
  }
}
