package dog.rebe.sandbox.previewer;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dog.rebe.sandbox.engine.PreparedModule;
import dog.rebe.sandbox.engine.WasmEngine;
import dog.rebe.sandbox.module.ModuleReader;
import dog.rebe.sandbox.module.RefusedModuleException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A module in place of our tools that tries to write through every call that a guest has: to each
 * of its paths and through each descriptor.
 */
final class HostileModule {

  private static final String WASI = "wasi_snapshot_preview1";
  private static final String POSIX = "rebe_posix_1";
  private static final int FIRST_TEXT = 4096;
  private static final int ROOT = 3;

  /** Bits to read, write, and whatever else there is. */
  private static final long ALL_RIGHTS = 0x1FFFFFFFL;

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final StringBuilder body = new StringBuilder();
  private int nextText = FIRST_TEXT;

  private HostileModule() {}

  /** One that goes for these paths, and renames and links across all pairs of them. */
  static PreparedModule over(List<String> paths) throws RefusedModuleException {
    HostileModule module = new HostileModule();
    module.attack(paths);
    byte[] bytes = Wat2Wasm.parse(module.text());
    return WasmEngine.compiling().prepare(bytes, ModuleReader.read(bytes));
  }

  private void attack(List<String> paths) {
    for (String from : paths) {
      for (String to : paths) {
        call(WASI, "path_rename", "iiiiii", ROOT, at(from), length(from), ROOT, at(to), length(to));
        call(
            WASI,
            "path_link",
            "iiiiiii",
            ROOT,
            1,
            at(from),
            length(from),
            ROOT,
            at(to),
            length(to));
        call(WASI, "path_symlink", "iiiii", at(from), length(from), ROOT, at(to), length(to));
      }
    }
    for (String path : paths) {
      at(path, "path_create_directory", "iii", ROOT);
      at(path, "path_remove_directory", "iii", ROOT);
      at(path, "path_unlink_file", "iii", ROOT);
      call(WASI, "path_filestat_set_times", "iiiiIIi", ROOT, 1, at(path), length(path), 1, 1, 5);
      call(POSIX, "change_mode", "iiiii", ROOT, 1, at(path), length(path), 0777);
      call(POSIX, "change_owner", "iiiiii", ROOT, 1, at(path), length(path), 0, 0);
      // Made, emptied and opened to write; then through every descriptor there may be
      for (int flags : new int[] {1, 9, 5, 0}) {
        call(
            WASI,
            "path_open",
            "iiiiiIIii",
            ROOT,
            1,
            at(path),
            length(path),
            flags,
            ALL_RIGHTS,
            ALL_RIGHTS,
            1,
            64);
      }
    }
    for (int descriptor = 0; descriptor < 24; descriptor++) {
      call(WASI, "fd_write", "iiii", descriptor, 0, 1, 80);
      call(WASI, "fd_pwrite", "iiiIi", descriptor, 0, 1, 0, 80);
      call(WASI, "fd_filestat_set_size", "iI", descriptor, 1L << 40);
      call(WASI, "fd_filestat_set_size", "iI", descriptor, 0);
      call(WASI, "fd_filestat_set_times", "iIIi", descriptor, 1, 1, 5);
      call(WASI, "fd_allocate", "iII", descriptor, 0, 1L << 40);
      call(WASI, "fd_fdstat_set_flags", "ii", descriptor, 1);
      call(WASI, "fd_fdstat_set_rights", "iII", descriptor, ALL_RIGHTS, ALL_RIGHTS);
      call(WASI, "fd_sync", "i", descriptor);
      call(WASI, "fd_datasync", "i", descriptor);
      call(POSIX, "copy_content", "ii", descriptor, (descriptor + 1) % 24);
      call(WASI, "fd_renumber", "ii", descriptor, (descriptor + 7) % 24);
    }
  }

  private void at(String path, String function, String type, int folder) {
    call(WASI, function, type, folder, at(path), length(path));
  }

  private void call(String from, String function, String type, long... arguments) {
    types.put(from + ' ' + function, type);
    body.append("(drop (call $").append(function);
    for (int i = 0; i < arguments.length; i++) {
      String kind = type.charAt(i) == 'I' ? "i64" : "i32";
      body.append(" (").append(kind).append(".const ").append(arguments[i]).append(')');
    }
    body.append("))\n");
  }

  private int at(String text) {
    return texts.computeIfAbsent(
        text,
        key -> {
          int at = nextText;
          nextText += length(key) + 1;
          return at;
        });
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private String text() {
    List<String> parts = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          String[] words = name.split(" ", 2);
          StringBuilder parameters = new StringBuilder();
          type.chars().forEach(c -> parameters.append(c == 'I' ? " i64" : " i32"));
          parts.add(
              "(import \"%s\" \"%s\" (func $%s (param%s) (result i32)))"
                  .formatted(words[0], words[1], words[1], parameters));
        });
    parts.add("(memory (export \"memory\") 4)");
    // What is written: "rebe", by one vector at 0
    parts.add(
        "(data (i32.const 0) \"\\20\\00\\00\\00\\04\\00\\00\\00\") (data (i32.const 32) \"rebe\")");
    texts.forEach(
        (text, at) -> parts.add("(data (i32.const " + at + ") \"" + escaped(text) + "\")"));
    return "(module " + String.join("\n", parts) + "(func (export \"_start\")\n" + body + "))";
  }

  private static String escaped(String text) {
    StringBuilder hex = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hex.append(String.format("\\%02x", b));
    }
    return hex.toString();
  }
}
