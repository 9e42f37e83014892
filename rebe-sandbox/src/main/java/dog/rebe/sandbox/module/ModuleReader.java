package dog.rebe.sandbox.module;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what stands around a module's code, and refuses what a plugin may not have: more than one
 * memory, shared or 64-bit memory, huge tables, thousands of locals in a function, exceptions and
 * garbage-collected types, whose objects would live on the host's heap.
 */
public final class ModuleReader {

  private static final int MAX_TABLES = 16;
  private static final int MAX_TABLE_ENTRIES = 1 << 17;
  private static final int MAX_LOCALS = 5000;
  private static final int MAX_PARAMETERS = 1000;
  private static final long PAGES_OF_32_BITS = 65536;

  private final List<String> types = new ArrayList<>();
  private final List<ModuleImport> imports = new ArrayList<>();
  private final Set<String> exports = new HashSet<>();
  private final Map<String, byte[]> customSections = new HashMap<>();
  private int memories;
  private int initialPages;
  private int maximumPages = (int) PAGES_OF_32_BITS;
  private int tables;
  private long tableEntries;

  private ModuleReader() {}

  /**
   * Reads a module.
   *
   * @throws RefusedModuleException if it is damaged, or has what no plugin may have
   */
  public static ModuleShape read(byte[] module) throws RefusedModuleException {
    ModuleReader reader = new ModuleReader();
    reader.sections(ModuleBytes.of(module));
    return new ModuleShape(
        reader.imports,
        reader.exports,
        reader.initialPages,
        reader.maximumPages,
        reader.customSections);
  }

  private void sections(ModuleBytes in) throws RefusedModuleException {
    int[] header = {0x00, 'a', 's', 'm', 1, 0, 0, 0};
    for (int expected : header) {
      if (in.isAtEnd() || in.next() != expected) {
        throw RefusedModuleException.malformed(
            "This is no WebAssembly module: it does not begin with \\0asm and version 1");
      }
    }
    while (!in.isAtEnd()) {
      int id = in.next();
      section(id, in.part(in.count()));
    }
  }

  private void section(int id, ModuleBytes in) throws RefusedModuleException {
    switch (id) {
      case 0 -> customSections.put(in.name(), in.rest());
      case 1 -> readTypes(in);
      case 2 -> readImports(in);
      case 4 -> readTables(in);
      case 5 -> readMemories(in);
      case 7 -> readExports(in);
      case 10 -> readCode(in);
      case 3, 6, 8, 9, 11, 12 -> {
        // Functions, globals, start, elements, data: as large as their bytes, which are limited
      }
      case 13 ->
          throw RefusedModuleException.incompatible(
              "The module throws exceptions of WebAssembly; compile it without them");
      default -> throw RefusedModuleException.malformed("There is no section with the id " + id);
    }
  }

  private void readTypes(ModuleBytes in) throws RefusedModuleException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      if (in.next() != 0x60) {
        throw RefusedModuleException.incompatible(
            "The module has garbage-collected types; a plugin keeps its data in its own memory");
      }
      types.add(values(in) + ":" + values(in));
    }
  }

  private static String values(ModuleBytes in) throws RefusedModuleException {
    int count = in.count();
    if (count > MAX_PARAMETERS) {
      throw RefusedModuleException.malformed("A function has " + count + " parameters or results");
    }
    StringBuilder letters = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      letters.append(
          switch (in.next()) {
            case 0x7F -> 'i';
            case 0x7E -> 'I';
            case 0x7D, 0x7C, 0x7B, 0x70, 0x6F -> '?';
            default ->
                throw RefusedModuleException.incompatible(
                    "The type before byte "
                        + in.position()
                        + " is none of i32, i64, f32, f64, v128, funcref and externref");
          });
    }
    return letters.toString();
  }

  private void readImports(ModuleBytes in) throws RefusedModuleException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      String module = in.name();
      String name = in.name();
      if (in.next() != 0) {
        throw RefusedModuleException.incompatible(
            "The module imports "
                + module
                + "."
                + name
                + ", which is no function; a plugin brings its own memory, tables and globals");
      }
      long type = in.number();
      if (type >= types.size()) {
        throw RefusedModuleException.malformed("The import " + name + " has no known type");
      }
      imports.add(new ModuleImport(module, name, types.get((int) type)));
    }
  }

  private void readTables(ModuleBytes in) throws RefusedModuleException {
    int count = in.count();
    tables += count;
    for (int i = 0; i < count; i++) {
      int type = in.next();
      if (type != 0x70 && type != 0x6F) {
        throw RefusedModuleException.incompatible(
            "A table is of a type other than funcref and externref");
      }
      int flags = limitFlags(in);
      tableEntries += in.number();
      if (flags == 1) {
        in.number();
      }
    }
    if (tables > MAX_TABLES || tableEntries > MAX_TABLE_ENTRIES) {
      throw RefusedModuleException.incompatible(
          "The module has "
              + tables
              + " tables with "
              + tableEntries
              + " entries; at most "
              + MAX_TABLES
              + " with "
              + MAX_TABLE_ENTRIES
              + " are allowed");
    }
  }

  private void readMemories(ModuleBytes in) throws RefusedModuleException {
    int count = in.count();
    memories += count;
    if (memories > 1) {
      throw RefusedModuleException.incompatible("The module has more than one memory");
    }
    for (int i = 0; i < count; i++) {
      int flags = limitFlags(in);
      long initial = in.number();
      long maximum = flags == 1 ? in.number() : PAGES_OF_32_BITS;
      if (initial > maximum || maximum > PAGES_OF_32_BITS) {
        throw RefusedModuleException.malformed(
            "The memory has " + initial + " to " + maximum + " pages");
      }
      initialPages = (int) initial;
      maximumPages = (int) maximum;
    }
  }

  private static int limitFlags(ModuleBytes in) throws RefusedModuleException {
    int flags = in.next();
    if (flags > 1) {
      throw RefusedModuleException.incompatible(
          "The module wants a shared or a 64-bit memory or table; compile it for wasm32 without"
              + " threads");
    }
    return flags;
  }

  private void readExports(ModuleBytes in) throws RefusedModuleException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      String name = in.name();
      if (in.next() == 0) {
        exports.add(name);
      }
      in.number();
    }
  }

  private static void readCode(ModuleBytes in) throws RefusedModuleException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      ModuleBytes body = in.part(in.count());
      int groups = body.count();
      long locals = 0;
      for (int group = 0; group < groups; group++) {
        locals += body.number();
        body.next();
      }
      if (locals > MAX_LOCALS) {
        throw RefusedModuleException.incompatible(
            "A function has "
                + locals
                + " local variables; at most "
                + MAX_LOCALS
                + " are allowed");
      }
    }
  }
}
