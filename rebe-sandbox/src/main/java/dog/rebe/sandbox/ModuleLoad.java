package dog.rebe.sandbox;

import dog.rebe.change.Digest;
import dog.rebe.sandbox.engine.HostFunction;
import dog.rebe.sandbox.engine.WasmEngine;
import dog.rebe.sandbox.module.ModuleImport;
import dog.rebe.sandbox.module.ModuleReader;
import dog.rebe.sandbox.module.ModuleShape;
import dog.rebe.sandbox.module.RefusedModuleException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a plugin of bytes, and refuses what could not run. */
final class ModuleLoad {

  private static final String START = "_start";

  private ModuleLoad() {}

  static Plugin load(byte[] module, Digest digest, WasmEngine engine)
      throws RefusedModuleException {
    ModuleShape shape = ModuleReader.read(module);
    PluginManifest manifest = manifest(shape);
    if (!AbiVersion.CURRENT.runs(manifest.abi())) {
      throw RefusedModuleException.incompatible(
          "The plugin was made for version "
              + manifest.abi()
              + " of the interface; this host offers 1.0 to "
              + AbiVersion.CURRENT);
    }
    if (!shape.exportedFunctions().contains(START)) {
      throw RefusedModuleException.incompatible(
          "The module exports no function " + START + ": build it as a command of WASI");
    }
    requireOffered(shape.imports());
    return new Plugin(digest, manifest, engine.prepare(module, shape));
  }

  static PluginManifest manifest(ModuleShape shape) throws RefusedModuleException {
    byte[] section =
        shape
            .customSection(PluginManifest.SECTION)
            .orElseThrow(
                () ->
                    RefusedModuleException.incompatible(
                        "The module has no custom section "
                            + PluginManifest.SECTION
                            + " with a manifest: rebe plugin pack writes it"));
    try {
      return PluginManifest.parse(section);
    } catch (ManifestException e) {
      throw RefusedModuleException.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static void requireOffered(List<ModuleImport> imports) throws RefusedModuleException {
    Map<String, String> offered = HostFunctions.signatures();
    for (ModuleImport wanted : imports) {
      String signature = offered.get(wanted.toString());
      if (signature == null) {
        throw RefusedModuleException.incompatible(
            "The module imports "
                + wanted
                + ", which this host does not offer. It offers "
                + list());
      }
      if (!signature.equals(wanted.signature())) {
        throw RefusedModuleException.incompatible(
            "The module imports "
                + wanted
                + " as "
                + wanted.signature()
                + ", and this host offers it as "
                + signature);
      }
    }
  }

  private static String list() {
    return HostFunctions.offered().stream()
        .collect(
            Collectors.groupingBy(
                HostFunction::module,
                java.util.TreeMap::new,
                Collectors.mapping(HostFunction::name, Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(module -> module.getKey() + ": " + module.getValue())
        .collect(Collectors.joining("; "));
  }
}
