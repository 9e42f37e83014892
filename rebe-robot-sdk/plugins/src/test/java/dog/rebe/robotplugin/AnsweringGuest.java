package dog.rebe.robotplugin;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dog.rebe.sandbox.packaging.PackageException;
import dog.rebe.sandbox.packaging.PluginPackage;
import java.nio.charset.StandardCharsets;

/** Plugins of tests, in WebAssembly text. */
final class AnsweringGuest {

  /** One that looks at what "uptime" prints and may change the service web. */
  static final String ROBOT =
      """
      {"purpose": "Starts the web service where it is down.",
       "goal": [{"name": "service", "meaning": "Which service.", "kind": "text", "form": "word",
                 "standard": "web"}],
       "phrases": ["start the web service where it is down"],
       "observes": [{"command": "uptime", "reason": "to see which machines are there"}],
       "changes": ["service:web"]}
      """;

  private static final int PAGE = 65_536;

  private AnsweringGuest() {}

  /** Answers this, whatever it is asked. */
  static byte[] of(String answer, String robot) {
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    StringBuilder data = new StringBuilder();
    for (byte b : bytes) {
      data.append(String.format("\\%02x", b));
    }
    return running(
        """
        (i32.store (i32.const 0) (i32.const 1024))
        (i32.store (i32.const 4) (i32.const %d))
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
        """
            .formatted(bytes.length),
        "(data (i32.const 1024) \"" + data + "\")",
        1 + (1024 + bytes.length) / PAGE,
        robot);
  }

  /** Does this in its function {@code _start}. */
  static byte[] running(String body, String robot) {
    return running(body, "", 1, robot);
  }

  private static byte[] running(String body, String data, int pages, String robot) {
    String module =
        """
        (module
          (import "wasi_snapshot_preview1" "fd_write"
            (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") %d) %s (func (export "_start") %s))
        """
            .formatted(pages, data, body);
    return packed(module, "[\"plan\"]", robot);
  }

  /** One with these verbs; {@code robot} is left out of the manifest if it is empty. */
  static byte[] withVerbs(String verbs, String robot) {
    return packed(
        "(module (memory (export \"memory\") 1) (func (export \"_start\")))", verbs, robot);
  }

  private static byte[] packed(String module, String verbs, String robot) {
    String manifest =
        "{\"abi\":\"1.0\",\"name\":\"starter\",\"version\":\"1.2\",\"verbs\":"
            + verbs
            + (robot.isEmpty() ? "" : ",\"robot\":" + robot)
            + "}";
    try {
      return PluginPackage.pack(
              Wat2Wasm.parse(module), manifest.getBytes(StandardCharsets.UTF_8), "MIT")
          .module();
    } catch (PackageException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
