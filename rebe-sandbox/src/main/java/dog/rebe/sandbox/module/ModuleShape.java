package dog.rebe.sandbox.module;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a module says of itself before any of its code runs.
 *
 * @param imports in their order
 * @param exportedFunctions the names of the functions that it exports
 * @param initialPages the pages of memory that it begins with; 0 without a memory
 * @param maximumPages the most that it declares; 65536 unless it says less
 * @param customSections the last one of each name
 */
public record ModuleShape(
    List<ModuleImport> imports,
    Set<String> exportedFunctions,
    int initialPages,
    int maximumPages,
    Map<String, byte[]> customSections) {

  public ModuleShape {
    imports = List.copyOf(imports);
    exportedFunctions = Set.copyOf(exportedFunctions);
    customSections = Map.copyOf(customSections);
  }

  /** The content of a custom section, not copied: nobody writes to it. */
  public Optional<byte[]> customSection(String name) {
    return Optional.ofNullable(customSections.get(name));
  }
}
