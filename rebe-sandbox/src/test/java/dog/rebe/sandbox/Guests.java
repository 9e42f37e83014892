package dog.rebe.sandbox;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dog.rebe.sandbox.module.ManifestSection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Guests of tests, written as WebAssembly text. */
final class Guests {

  /**
   * A test that forgets its limits is no test: these are the usual ones. Their time is for a
   * machine that hardly gets to run.
   */
  static final PluginLimits LIMITS =
      PluginLimits.builder()
          .deadline(Duration.ofMinutes(2))
          .memoryBytes(16 * PluginLimits.PAGE_BYTES)
          .answerBytes(64 * 1024)
          .logBytes(4096)
          .openFiles(4)
          .hostCalls(10_000)
          .build();

  static final LoadLimits LOADING = new LoadLimits(Duration.ofMinutes(2), 1 << 20);

  private static final Map<String, byte[]> ASSEMBLED = new ConcurrentHashMap<>();

  private Guests() {}

  /** A module without a manifest. */
  static byte[] assemble(String text) {
    return ASSEMBLED.computeIfAbsent(text, Wat2Wasm::parse).clone();
  }

  /** A module with a manifest that asks for this, as JSON; nothing if empty. */
  static byte[] plugin(String text, String wants) {
    String manifest =
        "{\"abi\":\"1.0\",\"name\":\"guest\",\"version\":\"1\",\"verbs\":[\"decode\",\"check\","
            + "\"plan\"],\"wants\":["
            + wants
            + "]}";
    return ManifestSection.write(assemble(text), manifest.getBytes(StandardCharsets.UTF_8));
  }

  /** A plugin that asks for nothing. */
  static byte[] plugin(String text) {
    return plugin(text, "");
  }

  /**
   * A command with this body of {@code _start}, a page of memory, and these functions to import.
   */
  static String command(String imports, String body) {
    return "(module "
        + imports
        + " (memory (export \"memory\") 1) (func (export \"_start\") "
        + body
        + "))";
  }

  /** A command that writes this to standard output, whatever it is asked. */
  static String answering(String answer) {
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    StringBuilder data = new StringBuilder();
    for (byte b : bytes) {
      data.append(String.format("\\%02x", b));
    }
    return command(
        "(import \"wasi_snapshot_preview1\" \"fd_write\""
            + " (func $fd_write (param i32 i32 i32 i32) (result i32)))"
            + " (data (i32.const 1024) \""
            + data
            + "\")",
        "(i32.store (i32.const 0) (i32.const 1024)) (i32.store (i32.const 4) (i32.const "
            + bytes.length
            + ")) (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))");
  }

  /** An import of WASI. */
  static String wasi(String name, String type) {
    return "(import \"wasi_snapshot_preview1\" \"" + name + "\" (func $" + name + " " + type + "))";
  }
}
