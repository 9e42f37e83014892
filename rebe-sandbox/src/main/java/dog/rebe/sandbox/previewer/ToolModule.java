package dog.rebe.sandbox.previewer;

import dog.rebe.sandbox.engine.PreparedModule;
import dog.rebe.sandbox.engine.WasmEngine;
import dog.rebe.sandbox.module.ModuleReader;
import dog.rebe.sandbox.module.RefusedModuleException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** The module with all tools, which travels in the jar. */
final class ToolModule {

  private static final String RESOURCE = "/dog/rebe/sandbox/preview/tools.wasm";

  /** The tools in it. */
  static final Set<String> TOOLS =
      Set.of(
          "cat",
          "chgrp",
          "chmod",
          "chown",
          "cp",
          "find",
          "install",
          "ln",
          "mkdir",
          "mv",
          "rm",
          "rmdir",
          "sed",
          "tee",
          "touch",
          "truncate");

  private ToolModule() {}

  static byte[] bytes() {
    try (InputStream in = ToolModule.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The jar of rebe-sandbox lacks " + RESOURCE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PreparedModule prepare(WasmEngine engine) {
    byte[] module = bytes();
    try {
      return engine.prepare(module, ModuleReader.read(module));
    } catch (RefusedModuleException e) {
      throw new IllegalStateException("The module of our own tools is damaged", e);
    }
  }
}
